package io.spanwire.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the commands against a small server that answers like the edge. */
class ClientCommandsTest {
    private static final String ACCEPTED = "{\"outcome\":\"accepted\",\"stream\":\"chat/general\",\"version\":1}";
    private static final String PROBLEM =
            "{\"type\":\"/problems/muted\",\"title\":\"Muted\",\"status\":409,\"detail\":\"You are muted.\"}";
    private static final String OTHER_EPOCH =
            "{\"type\":\"/problems/other-epoch\",\"title\":\"Another history\",\"status\":409}";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final HttpServer server = start();

    @BeforeEach
    void answerSignIns() {
        server.createContext("/api/session", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "__Host-spanwire=s1; Path=/; Secure; HttpOnly");
            answer(exchange, 200, "{\"subject\":\"u-1\",\"csrf\":\"t1\"}");
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendSignsInAndPrintsOutcome() {
        server.createContext("/api/streams/chat/general/post-message", exchange -> answer(exchange, 200, ACCEPTED));

        int code = run("send", "chat/general", "post-message", "{\"text\":\"hi\"}", "--expect", "0");

        assertThat(code).isZero();
        assertThat(out.toString()).isEqualTo(ACCEPTED + System.lineSeparator());
        assertThat(requests.get(1)).contains("__Host-spanwire=s1", "t1", "If-match=\"0\"", "{\"text\":\"hi\"}");
    }

    @Test
    void tokenIsReadFromAFile(@TempDir Path folder) throws Exception {
        server.createContext("/api/streams/chat/general/post-message", exchange -> answer(exchange, 200, ACCEPTED));
        Path file = Files.writeString(folder.resolve("token"), "abc\n");

        assertThat(run("send", "chat/general", "post-message", "{}", "--token-file", file.toString()))
                .isZero();
        assertThat(requests).singleElement().asString().contains("Bearer abc");
        assertThat(run("send", "chat/general", "post-message", "{}", "--token", "x", "--token-file", file.toString()))
                .isEqualTo(1);
    }

    @Test
    void sendPrintsProblemAndFails() {
        server.createContext("/api/streams/chat/general/post-message", exchange -> answer(exchange, 409, PROBLEM));

        int code = run("send", "chat/general", "post-message", "{}", "--token", "abc");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("409 Muted: You are muted. /problems/muted");
        assertThat(requests).singleElement().asString().contains("Bearer abc");
    }

    @Test
    void showPrintsTheStateAndPassesTheVersionOrTheTime() {
        server.createContext(
                "/api/streams/chat/general",
                exchange ->
                        answer(exchange, 200, "{\"stream\":\"chat/general\",\"version\":3,\"state\":{\"a\":1.25}}"));

        assertThat(run("show", "chat/general", "--token", "abc")).isZero();
        assertThat(run("show", "chat/general", "--token", "abc", "--version", "3"))
                .isZero();
        assertThat(run("show", "chat/general", "--token", "abc", "--at", "2026-11-22T11:00:00+01:00"))
                .isZero();

        assertThat(out.toString()).contains("  \"version\" : 3,", "    \"a\" : 1.25");
        assertThat(requests.get(0)).startsWith("/api/streams/chat/general ");
        assertThat(requests.get(1)).startsWith("/api/streams/chat/general?version=3 ");
        assertThat(requests.get(2)).startsWith("/api/streams/chat/general?at=2026-11-22T10:00:00Z ");
    }

    @Test
    void showPrintsProblemAndFails() {
        server.createContext(
                "/api/streams/chat/general",
                exchange -> answer(
                        exchange,
                        404,
                        "{\"type\":\"/problems/beyond-head\",\"title\":\"No such version\","
                                + "\"detail\":\"The stream chat/general is at version 3.\"}"));

        assertThat(run("show", "chat/general", "--token", "abc", "--version", "9"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("The stream chat/general is at version 3.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void diffPrintsOneLineAChange() {
        server.createContext("/api/streams/chat/general", exchange -> {
            boolean first = exchange.getRequestURI().getQuery().equals("version=40");
            answer(
                    exchange,
                    200,
                    "{\"epoch\":\"e\",\"state\":{\"authors\":{" + (first ? "" : "\"41\":\"u-7\"") + "}}}");
        });

        assertThat(run("diff", "chat/general", "40", "57", "--token", "abc")).isZero();
        assertThat(out.toString()).isEqualTo("/authors/41: absent -> \"u-7\"" + System.lineSeparator());
    }

    @Test
    void sendRetriesWithSameKeyWhenServerIsBusy() {
        server.createContext(
                "/api/streams/chat/general/post-message",
                exchange -> answer(exchange, requests.isEmpty() ? 503 : 200, requests.isEmpty() ? "{}" : ACCEPTED));

        int code = run("send", "chat/general", "post-message", "{}", "--token", "abc");

        assertThat(code).isZero();
        assertThat(requests)
                .hasSize(2)
                .map(ClientCommandsTest::idempotencyKey)
                .containsOnly(idempotencyKey(requests.get(0)));
    }

    @Test
    void sendAcceptsAnyVisibleTextAsKey() {
        server.createContext("/api/streams/chat/general/post-message", exchange -> answer(exchange, 200, ACCEPTED));

        assertThat(run("send", "chat/general", "post-message", "{}", "--token", "abc", "--key", "order-1"))
                .isZero();
        assertThat(run("send", "chat/general", "post-message", "{}", "--token", "abc", "--key", "two words"))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(requests).singleElement().asString().contains("order-1");
        assertThat(err.toString()).contains("1 to 255 visible");
    }

    @Test
    void tailPrintsEachEventOnceAndResumesAfterLast() throws InterruptedException {
        server.createContext(
                "/api/streams/chat/general/events",
                exchange -> answer(exchange, 200, requests.isEmpty() ? events(1, 2) : events(2, 3)));

        Thread tail = new Thread(() -> run("tail", "chat/general", "--token", "abc"));
        tail.start();
        await().until(() -> requests.size() >= 3);
        tail.interrupt();
        tail.join();

        assertThat(out.toString().lines()).containsExactly("{\"id\":\"1\"}", "{\"id\":\"2\"}", "{\"id\":\"3\"}");
        assertThat(requests.get(0)).contains("after=0");
        assertThat(requests.get(1)).contains("after=2&epoch=e1");
    }

    @Test
    void tailEndsWhenHistoryHasNewEpoch() {
        server.createContext(
                "/api/streams/chat/general/events",
                exchange -> answer(
                        exchange, requests.isEmpty() ? 200 : 409, requests.isEmpty() ? events(1, 2) : OTHER_EPOCH));

        int code = run("tail", "chat/general", "--token", "abc");

        assertThat(code).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains("409 Another history", "/problems/other-epoch");
        assertThat(requests).hasSize(2);
    }

    @Test
    void unreachableServerIsReported() {
        server.stop(0);

        assertThat(run("send", "chat/general", "post-message", "{}", "--token", "abc"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("does not answer");
    }

    @Test
    void serverOnThisMachineIsFoundByItsPort(@TempDir Path folder) {
        int port = server.getAddress().getPort();
        server.stop(0);

        assertThat(execute(
                        "send", "chat/general", "post-message", "{}", "--data", folder.toString(), "--port", "" + port))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);

        assertThat(err.toString()).contains("https://localhost:" + port + " does not answer");
    }

    private static String events(int first, int last) {
        StringBuilder text = new StringBuilder(": hello\n\n");
        for (int id = first; id <= last; id++) {
            text.append("id: ")
                    .append(id)
                    .append("@e1\ndata: {\"id\":\"")
                    .append(id)
                    .append("\"}\n\n");
        }
        return text.append("event: caught-up\ndata: {}\n\n").toString();
    }

    private static String idempotencyKey(String request) {
        return request.replaceAll("(?s).*Idempotency-key=([-0-9a-f]*).*", "$1");
    }

    private int run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = "http://127.0.0.1:" + server.getAddress().getPort();
        return execute(all);
    }

    private int execute(String... arguments) {
        return SpanwireCommandLine.create()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        StringBuilder request = new StringBuilder().append(exchange.getRequestURI());
        exchange.getRequestHeaders()
                .forEach((name, value) ->
                        request.append(' ').append(name).append('=').append(value.get(0)));
        request.append(' ').append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        requests.add(request.toString());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
