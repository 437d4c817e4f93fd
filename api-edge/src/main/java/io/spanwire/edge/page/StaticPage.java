package io.spanwire.edge.page;

import io.spanwire.edge.http.EntityTags;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Content that is the same for everyone. A request with its entity tag is answered 304.
 *
 * @param tag SHA-256 of the body, cut to 128 bits, in quotes
 * @param immutable whether the content of this path never changes
 */
public record StaticPage(Buffer body, String type, String tag, boolean immutable) implements Handler<RoutingContext> {
    private static final CharSequence REVALIDATE = HttpHeaders.createOptimized("no-cache");
    private static final CharSequence FOREVER = HttpHeaders.createOptimized("public, max-age=31536000, immutable");
    private static final int TAG_BYTES = 16;

    /** A page whose content may change with the next release. */
    public static StaticPage of(String text, String type) {
        return of(text.getBytes(StandardCharsets.UTF_8), type, false);
    }

    public static StaticPage of(byte[] body, String type, boolean immutable) {
        return new StaticPage(Buffer.buffer(body), type, tag(body), immutable);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, immutable ? FOREVER : REVALIDATE);
        if (EntityTags.matches(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }

    private static String tag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES)) + '"';
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}
