package io.spanwire.edge.server;

import io.spanwire.notifier.socket.SocketSettings;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The options of the servers: TLS 1.3, and 1.2 only with forward secrecy and authenticated encryption; HTTP/2 by ALPN,
 * never in clear text; no decompression of requests or WebSocket frames.
 *
 * @see <a href="https://wiki.mozilla.org/Security/Server_Side_TLS">Mozilla's intermediate configuration</a>
 */
public final class HttpsOptions {
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    /** The JDK's property with the named groups of key exchange. */
    public static final String GROUPS = "jdk.tls.namedGroups";

    /** The groups that are worth at least 128 bits. */
    public static final String STRONG_GROUPS = "x25519,secp256r1,secp384r1,secp521r1";

    private static final int HEADER_BYTES = 16 << 10;
    private static final int LINE_BYTES = 8 << 10;
    private static final int STREAMS = 100;
    private static final long HANDSHAKE_SECONDS = 10;
    private static final int BACKLOG = 1024;

    /** Resets of an HTTP/2 connection in half a minute, by either side; far more than a page's aborted requests. */
    private static final int RESETS = 200;

    private static final int RESET_SECONDS = 30;
    /** CONTINUATION frames of a header block that are smaller than a frame may be. */
    private static final int SMALL_CONTINUATIONS = 16;

    static {
        // Read once by the JDK's TLS, at its first use. The launcher sets it even earlier.
        hardenTls(STRONG_GROUPS);
    }

    private HttpsOptions() {}

    /**
     * Sets what only the whole process can have. TLS 1.2 clients could make the server repeat the expensive part of a
     * handshake as often as they like; and the JDK still offers Diffie-Hellman over 2,048 bits, which is worth 112.
     *
     * @param groups the named groups of key exchange
     */
    public static void hardenTls(String groups) {
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        System.setProperty(GROUPS, groups);
    }

    /** The options of servers without TLS. */
    static HttpServerOptions plain(Duration idle) {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxInitialLineLength(LINE_BYTES)
                .setAcceptBacklog(BACKLOG)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout((int) idle.toSeconds());
    }

    /**
     * The options of the HTTPS server. Its responses are written on their event loop only: then Vert.x needs no queue
     * between threads for each connection, of 4.7 KB, which an upgraded WebSocket would keep unused.
     */
    public static HttpServerOptions secure(Path certificate, Path key, Duration idle) {
        HttpServerOptions options = plain(idle);
        CIPHERS.forEach(options::addEnabledCipherSuite);
        options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(certificate.toString())
                        .setKeyPath(key.toString()))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setUseAlpn(true)
                .setStrictThreadMode(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setHttp2RstFloodMaxRstFramePerWindow(RESETS)
                .setHttp2RstFloodWindowDuration(RESET_SECONDS)
                .setHttp2MaxSmallContinuationFrames(SMALL_CONTINUATIONS)
                .setInitialSettings(
                        new Http2Settings().setMaxConcurrentStreams(STREAMS).setMaxHeaderListSize(HEADER_BYTES));
        return options.setWebSocketSubProtocols(List.of(SocketSettings.SUBPROTOCOL))
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(SocketSettings.FRAME_BYTES)
                .setMaxWebSocketMessageSize(SocketSettings.FRAME_BYTES);
    }
}
