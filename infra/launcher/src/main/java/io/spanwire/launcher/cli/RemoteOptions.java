package io.spanwire.launcher.cli;

import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.launcher.tls.TrustedCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags of commands that are HTTP clients of a running server. Without {@code --url} it is the server that last ran
 * on the data folder. On this machine only the folder's certificate is trusted, elsewhere the JDK's trusted
 * certificates.
 */
final class RemoteOptions {
    private static final URI DEFAULT_URL = URI.create("https://localhost:8443");
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    @Option(names = "--url", paramLabel = "URL", description = "The server; default: that of the data folder.")
    private @Nullable URI url;

    @Option(names = "--port", paramLabel = "N", description = "The server on this machine at this port.")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "spanwire-data",
            description = "Data folder of the server and its certificate (${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(names = "--ca", paramLabel = "FILE", description = "PEM file with certificates to trust.")
    private @Nullable Path ca;

    @Option(names = "--insecure", description = "Trust any certificate.")
    private boolean insecure;

    @Option(names = "--token", paramLabel = "TOKEN", description = "Bearer token; default: sign in as a guest.")
    private @Nullable String token;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the bearer token, which then is not among the arguments that others can see.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "command-line",
            description = "Name to sign in with as a guest (${DEFAULT-VALUE}).")
    private String name = "";

    RemoteServer connect() {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
        trust().ifPresent(builder::sslContext);
        return new RemoteServer(builder.build(), address(), token(), name);
    }

    private Optional<String> token() {
        if (tokenFile == null) {
            return Optional.ofNullable(token);
        }
        if (token != null) {
            throw new UserFacingException("Both --token and --token-file are given.", "Give one of them.");
        }
        try {
            return Optional.of(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new UserFacingException(
                    "The file " + tokenFile + " cannot be read.", "Give a file with a bearer token.", e);
        }
    }

    private URI address() {
        if (url != null && port != null) {
            throw new UserFacingException("Both --url and --port are given.", "Give one of them.");
        }
        if (url != null) {
            return url;
        }
        return port == null ? lastAddress() : URI.create("https://localhost:" + port);
    }

    private URI lastAddress() {
        Path file = Foundation.addressFile(data);
        try {
            if (Files.exists(file)) {
                return URI.create(Files.readString(file).strip());
            }
            if (ca != null || insecure) {
                return DEFAULT_URL;
            }
            throw new UserFacingException(
                    "No server has run on the data folder " + data.toAbsolutePath() + ".",
                    "Give the server's folder with --data, or its address with --url.");
        } catch (IOException e) {
            throw new UserFacingException(
                    "The file " + file + " cannot be read.", "Give the address of the server with --url.", e);
        }
    }

    private Optional<SSLContext> trust() {
        Path pem = ca != null ? ca : data.resolve("tls").resolve("certificate.pem");
        try {
            if (insecure) {
                return Optional.of(TrustedCertificates.any());
            }
            boolean useFile = ca != null || (isLocal() && Files.exists(pem));
            return useFile ? Optional.of(TrustedCertificates.only(pem)) : Optional.empty();
        } catch (IOException | GeneralSecurityException e) {
            throw new UserFacingException(
                    "The certificate " + pem + " cannot be used: " + e.getMessage(),
                    "Give another one with --ca, or trust any with --insecure.",
                    e);
        }
    }

    private boolean isLocal() {
        return url == null || LOCAL_HOSTS.contains(String.valueOf(url.getHost()));
    }
}
