package io.spanwire.edge.page;

import io.spanwire.edge.http.AcceptEncoding;
import io.spanwire.edge.http.Freshness;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Content that is the same for everyone, compressed once: nothing secret is in it. A request that has it already is
 * answered 304.
 *
 * @param body as it is
 * @param encodings the same compressed, by content coding
 * @param type its media type
 * @param digest SHA-256 of the body, in hexadecimal
 * @param caching how long it may be kept
 * @param policy the Content-Security-Policy, if it is not the usual one
 */
public record StaticPage(
        Buffer body,
        Map<String, Buffer> encodings,
        String type,
        String digest,
        Caching caching,
        Optional<String> policy)
        implements Handler<RoutingContext> {
    /** How long a browser may keep a file. */
    public enum Caching {
        /** Permanently: the path names its content. */
        FOREVER("public, max-age=31536000, immutable"),
        /** It asks each time whether it has changed. */
        REVALIDATED("no-cache"),
        /** Not at all: the path names another content. */
        NEVER("no-store");

        private final String header;

        Caching(String header) {
            this.header = header;
        }
    }

    private static final CharSequence VARY = HttpHeaders.createOptimized("accept-encoding");
    private static final CharSequence POLICY = HttpHeaders.createOptimized("content-security-policy");
    private static final int TAG_LENGTH = 32;
    /** A process's pages never change, and another release is another process. */
    private static final Instant STARTED =
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

    /** A page whose content may change with the next release. */
    public static StaticPage of(String text, String type) {
        return of(text.getBytes(StandardCharsets.UTF_8), type, Caching.REVALIDATED);
    }

    static StaticPage of(byte[] body, String type, Caching caching) {
        return new StaticPage(
                Buffer.buffer(body), Encodings.of(body, type), type, digest(body), caching, Optional.empty());
    }

    StaticPage with(Caching other) {
        return new StaticPage(body, encodings, type, digest, other, policy);
    }

    StaticPage withPolicy(String other) {
        return new StaticPage(body, encodings, type, digest, caching, Optional.of(other));
    }

    /** The path that names this content. */
    String address(String resource) {
        return HashedName.of(resource, digest).path();
    }

    boolean hasHash(String hash) {
        return digest.startsWith(hash);
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap request = context.request().headers();
        Optional<String> coding =
                AcceptEncoding.choose(request.getAll(HttpHeaders.ACCEPT_ENCODING), List.copyOf(encodings.keySet()));
        Freshness freshness = new Freshness(tag(coding), STARTED);
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.ETAG, freshness.tag())
                .putHeader(HttpHeaders.LAST_MODIFIED, freshness.lastModified())
                .putHeader(HttpHeaders.CACHE_CONTROL, caching.header);
        policy.ifPresent(value -> response.putHeader(POLICY, value));
        if (!encodings.isEmpty()) {
            response.putHeader(HttpHeaders.VARY, VARY);
        }
        if (freshness.isKnownTo(request)) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        coding.ifPresent(name -> response.putHeader(HttpHeaders.CONTENT_ENCODING, name));
        send(
                context,
                coding.map(name -> Objects.requireNonNull(encodings.get(name))).orElse(body));
    }

    private static void send(RoutingContext context, Buffer content) {
        HttpServerResponse response = context.response();
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()))
                    .end();
        } else {
            response.end(content);
        }
    }

    private String tag(Optional<String> coding) {
        return '"'
                + digest.substring(0, TAG_LENGTH)
                + coding.map(name -> '-' + name).orElse("")
                + '"';
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}
