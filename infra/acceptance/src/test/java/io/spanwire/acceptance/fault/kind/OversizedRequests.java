package io.spanwire.acceptance.fault.kind;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Server;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;

/** Concurrent oversized and malformed requests to a server, over bare TLS connections. */
public final class OversizedRequests implements Fault {
    private static final int CONCURRENCY = 8;
    private static final int REPETITIONS = 10;
    private static final int MEGABYTE = 1 << 20;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final String NO_RESPONSE = "";

    private final String role;
    private final Server frontend;
    private List<String> rejectedByHead = List.of();
    private List<String> endless = List.of();

    public OversizedRequests(String role, Server frontend) {
        this.role = role;
        this.frontend = frontend;
    }

    @Override
    public String name() {
        return "a burst of oversized requests at " + role;
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public void inject() throws Exception {
        SignedInUser user = frontend.signIn("Mallory");
        StringBuilder credentials = new StringBuilder();
        user.credentials()
                .forEach((name, value) ->
                        credentials.append(name).append(": ").append(value).append("\r\n"));
        String post = "POST /api/streams/chat/any/post-message HTTP/1.1\r\nHost: localhost\r\n" + credentials
                + "Content-Type: application/json\r\n";
        String chunk = Integer.toHexString(MEGABYTE) + "\r\n" + "a".repeat(MEGABYTE) + "\r\n";
        rejectedByHead =
                statuses(List.of(post + "Content-Length: 10737418240\r\n\r\n", post + "Content-Length: many\r\n\r\n"));
        endless = statuses(List.of(
                post + "Transfer-Encoding: chunked\r\n\r\n" + chunk,
                "GET /" + "a".repeat(MEGABYTE),
                "GET /api HTTP/1.1\r\nHost: localhost\r\n" + ("X-More: " + "a".repeat(1_000) + "\r\n").repeat(1_000)));
    }

    /**
     * Sends each request repeatedly and concurrently; the statuses, empty where the connection ended without a
     * response.
     */
    private List<String> statuses(List<String> requests) throws InterruptedException, ExecutionException {
        ServerAddress address = frontend.address();
        List<Callable<String>> calls = new ArrayList<>();
        requests.forEach(request -> calls.addAll(Collections.nCopies(REPETITIONS, () -> status(address, request))));
        ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY);
        try {
            List<String> statuses = new ArrayList<>();
            for (Future<String> call : threads.invokeAll(calls)) {
                statuses.add(call.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String status(ServerAddress address, String request) throws IOException {
        try (SSLSocket socket = (SSLSocket) address.http()
                .sslContext()
                .getSocketFactory()
                .createSocket("localhost", address.uri().getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return exchange(socket, request);
        }
    }

    /** The response may be lost when the server closes a connection with unread bytes. */
    private static String exchange(SSLSocket socket, String request) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(US_ASCII));
            out.flush();
            String line = new String(socket.getInputStream().readNBytes("HTTP/1.1 413".length()), US_ASCII);
            return line.isEmpty() ? NO_RESPONSE : line.substring("HTTP/1.1 ".length());
        } catch (IOException reset) {
            return NO_RESPONSE;
        }
    }

    @Override
    public void heal() {
        // The connections are already closed.
    }

    @Override
    public String prove() {
        assertThat(rejectedByHead)
                .as("statuses of requests that their head disqualifies")
                .isNotEmpty()
                .allMatch(status -> status.startsWith("4"));
        assertThat(endless)
                .as("statuses of endless requests")
                .allMatch(status -> status.equals(NO_RESPONSE) || status.startsWith("4"));
        return name() + ": " + rejectedByHead.size() + " refused by their head, " + endless.size() + " while sending";
    }
}
