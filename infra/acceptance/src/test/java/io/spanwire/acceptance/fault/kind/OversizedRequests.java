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

/** Many at once ask a door for more than anybody needs, or for nonsense, over bare connections. */
public final class OversizedRequests implements Fault {
    private static final int TOGETHER = 8;
    private static final int TIMES = 10;
    private static final int MEGABYTE = 1 << 20;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String CUT = "";

    private final String role;
    private final Server door;
    private List<String> announced = List.of();
    private List<String> others = List.of();

    public OversizedRequests(String role, Server door) {
        this.role = role;
        this.door = door;
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
        SignedInUser person = door.person("Mallory");
        StringBuilder credentials = new StringBuilder();
        person.credentials()
                .forEach((name, value) ->
                        credentials.append(name).append(": ").append(value).append("\r\n"));
        String post = "POST /api/streams/chat/any/post-message HTTP/1.1\r\nHost: localhost\r\n" + credentials
                + "Content-Type: application/json\r\n";
        String piece = Integer.toHexString(MEGABYTE) + "\r\n" + "a".repeat(MEGABYTE) + "\r\n";
        announced =
                statuses(List.of(post + "Content-Length: 10737418240\r\n\r\n", post + "Content-Length: many\r\n\r\n"));
        others = statuses(List.of(
                post + "Transfer-Encoding: chunked\r\n\r\n" + piece,
                "GET /" + "a".repeat(MEGABYTE),
                "GET /api HTTP/1.1\r\nHost: localhost\r\n" + ("X-More: " + "a".repeat(1_000) + "\r\n").repeat(1_000)));
    }

    /** Sends each many times, several at once: the status of each answer, empty where the connection ended without one. */
    private List<String> statuses(List<String> requests) throws InterruptedException, ExecutionException {
        ServerAddress address = door.address();
        List<Callable<String>> calls = new ArrayList<>();
        requests.forEach(request -> calls.addAll(Collections.nCopies(TIMES, () -> status(address, request))));
        ExecutorService threads = Executors.newFixedThreadPool(TOGETHER);
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
            socket.setSoTimeout(PATIENCE_MILLIS);
            return exchange(socket, request);
        }
    }

    /** The answer may be lost when the connection ends with bytes unread. */
    private static String exchange(SSLSocket socket, String request) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(US_ASCII));
            out.flush();
            String line = new String(socket.getInputStream().readNBytes("HTTP/1.1 413".length()), US_ASCII);
            return line.isEmpty() ? CUT : line.substring("HTTP/1.1 ".length());
        } catch (IOException cut) {
            return CUT;
        }
    }

    @Override
    public void heal() {
        // Their connections are closed.
    }

    @Override
    public String prove() {
        assertThat(announced).as("answers to what is refused by its head").isNotEmpty();
        assertThat(announced).as("answers to what is refused by its head").allMatch(status -> status.startsWith("4"));
        assertThat(others)
                .as("answers to what has no end")
                .allMatch(status -> status.equals(CUT) || status.startsWith("4"));
        return name() + ": " + announced.size() + " refused by their heads, " + others.size() + " while they came";
    }
}
