package io.spanwire.edge.server;

import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.Responses;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The answers to a certificate authority that asks over plain HTTP whether this server has its name: files that an ACME
 * client puts below a folder.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8555#section-8.3">RFC 8555, HTTP challenge</a>
 */
final class AcmeChallenges {
    static final String PREFIX = "/.well-known/acme-challenge/";
    /** In base64url: no dot or slash leads out of the folder. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private static final long MAX_BYTES = 4_096;

    private final Vertx vertx;
    private final Path folder;

    /** @param webroot the folder that has {@code .well-known} in it */
    AcmeChallenges(Vertx vertx, Path webroot) {
        this.vertx = vertx;
        this.folder = webroot.resolve(".well-known").resolve("acme-challenge");
    }

    void handle(HttpServerRequest request) {
        String token = request.path().substring(PREFIX.length());
        vertx.executeBlocking(() -> read(token), false)
                .onSuccess(found -> found.ifPresentOrElse(
                        answer -> request.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                                .end(answer),
                        () -> Responses.problem(request.response(), Problems.NOT_FOUND)))
                .onFailure(failure -> Responses.problem(request.response(), Problems.NOT_FOUND));
    }

    private Optional<String> read(String token) throws IOException {
        Path file = folder.resolve(TOKEN.matcher(token).matches() ? token : "none");
        return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES
                ? Optional.of(Files.readString(file))
                : Optional.empty();
    }
}
