package io.spanwire.edge.page;

import io.spanwire.edge.http.EntityTags;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Content that is the same for everyone, compressed once: nothing secret is in it. A request with its entity tag is answered
 * 304.
 *
 * @param body as it is
 * @param gzip the same compressed, if that is worth it
 * @param digest SHA-256 of the body, in hexadecimal
 * @param caching how long it may be kept
 * @param policy the Content-Security-Policy, if it is not the usual one
 */
public record StaticPage(
        Buffer body, Optional<Buffer> gzip, String type, String digest, Caching caching, Optional<String> policy)
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

    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
    private static final CharSequence VARY = HttpHeaders.createOptimized("accept-encoding");
    private static final CharSequence POLICY = HttpHeaders.createOptimized("content-security-policy");
    private static final int TAG_LENGTH = 32;
    /** Below, a response fits into one packet anyway. */
    private static final int MIN_COMPRESSED = 1_024;

    /** A page whose content may change with the next release. */
    public static StaticPage of(String text, String type) {
        return of(text.getBytes(StandardCharsets.UTF_8), type, Caching.REVALIDATED);
    }

    static StaticPage of(byte[] body, String type, Caching caching) {
        return new StaticPage(
                Buffer.buffer(body), compressed(body, type), type, digest(body), caching, Optional.empty());
    }

    StaticPage with(Caching other) {
        return new StaticPage(body, gzip, type, digest, other, policy);
    }

    StaticPage withPolicy(String other) {
        return new StaticPage(body, gzip, type, digest, caching, Optional.of(other));
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
        boolean isZipped = gzip.isPresent() && acceptsGzip(context.request().headers());
        String tag = '"' + digest.substring(0, TAG_LENGTH) + (isZipped ? "-gzip\"" : "\"");
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, caching.header);
        policy.ifPresent(value -> response.putHeader(POLICY, value));
        if (gzip.isPresent()) {
            response.putHeader(HttpHeaders.VARY, VARY);
        }
        if (EntityTags.matches(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        if (isZipped) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
        Buffer sent = isZipped ? gzip.orElseThrow() : body;
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(sent.length()))
                    .end();
        } else {
            response.end(sent);
        }
    }

    /** A refusal by weight ({@code gzip;q=0}) is honoured; finer weights are not needed for one encoding. */
    private static boolean acceptsGzip(MultiMap headers) {
        for (String header : headers.getAll(HttpHeaders.ACCEPT_ENCODING)) {
            for (String coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] parts = coding.split(";", 2);
                if (parts[0].strip().equals("gzip")) {
                    return parts.length == 1 || !parts[1].strip().matches("q=0(?:\\.0{1,3})?");
                }
            }
        }
        return false;
    }

    private static Optional<Buffer> compressed(byte[] body, String type) {
        boolean isText = type.startsWith("text/") || type.contains("json") || type.contains("svg");
        if (!isText || body.length < MIN_COMPRESSED) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException("An array cannot be written", impossible);
        }
        return bytes.size() < body.length ? Optional.of(Buffer.buffer(bytes.toByteArray())) : Optional.empty();
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}
