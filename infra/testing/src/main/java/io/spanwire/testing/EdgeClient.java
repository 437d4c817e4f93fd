package io.spanwire.testing;

import io.spanwire.launcher.tls.TrustedCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The HTTPS client of the test's callers; knows the last version of each stream that a command was accepted with. */
final class EdgeClient {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final URI address;
    private final Path certificate;
    private final TestIssuer issuer;
    private final Clock clock;
    private final HttpClient http;
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();

    EdgeClient(URI address, Path certificate, TestIssuer issuer, Clock clock) throws IOException {
        this.address = address;
        this.certificate = certificate;
        this.issuer = issuer;
        this.clock = clock;
        try {
            this.http = HttpClient.newBuilder()
                    .sslContext(TrustedCertificates.only(certificate))
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate " + certificate + " cannot be read", e);
        }
    }

    URI address() {
        return address;
    }

    Path certificate() {
        return certificate;
    }

    String token(String subject, List<String> roles) {
        return issuer.token(subject, subject, roles, clock.instant());
    }

    void accepted(String stream, long version) {
        accepted.merge(stream, version, Math::max);
    }

    /** The version of the stream after the commands that were accepted so far. */
    long acceptedVersion(String stream) {
        return accepted.getOrDefault(stream, 0L);
    }

    HttpResponse<String> get(String path, String subject, List<String> roles) {
        return exchange(request(path, subject, roles).GET().build());
    }

    HttpResponse<String> post(String path, String subject, List<String> roles, String key, String body) {
        return exchange(request(path, subject, roles)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path, String subject, List<String> roles) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token(subject, roles));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("The server did not answer " + request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for " + request.uri(), e);
        }
    }
}
