package io.spanwire.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.notifier.socket.SocketSettings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of {@code spanwire.v1} that collects the frames it receives. Answers heartbeats unless {@link #silent}. */
public final class TestSocket {
    /** Referenced because Vert.x closes a client that is garbage collected. */
    @SuppressWarnings("UnusedVariable")
    private final WebSocketClient client;

    private final ClientWebSocket socket;
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private volatile boolean answers = true;
    private volatile int heartbeats;

    private TestSocket(WebSocketClient client, ClientWebSocket socket) {
        this.client = client;
        this.socket = socket;
    }

    static TestSocket open(Vertx vertx, int port) {
        WebSocketClient clients = vertx.createWebSocketClient();
        ClientWebSocket socket = clients.webSocket();
        TestSocket client = new TestSocket(clients, socket);
        socket.textMessageHandler(client::received);
        socket.closeHandler(over -> client.closed.complete(socket.closeStatusCode() + " " + socket.closeReason()));
        TestFrontend.await(socket.connect(new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/ws")
                .addSubProtocol(SocketSettings.SUBPROTOCOL)));
        return client;
    }

    public TestSocket silent() {
        answers = false;
        return this;
    }

    public void send(String frame) {
        TestFrontend.await(socket.writeTextMessage(frame.replace('\'', '"')));
    }

    public void sendBinary() {
        TestFrontend.await(socket.writeBinaryMessage(Buffer.buffer("{}")));
    }

    public void pause() {
        socket.pause();
    }

    public void resume() {
        socket.resume();
    }

    /** The next frame that is not a heartbeat. */
    public JsonNode next() {
        try {
            JsonNode frame = frames.poll(10, TimeUnit.SECONDS);
            assertThat(frame).as("a frame within 10 s").isNotNull();
            return frame;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The next frame, as text with single quotes. */
    public String text() {
        return next().toString().replace('"', '\'');
    }

    public TestSocket subscribe(String stream, String after) {
        send("{'id':1,'subscribe':{'stream':'" + stream + "','after':" + after + "}}");
        assertThat(next().has("subscribed")).isTrue();
        return this;
    }

    /** Reads this many events and all frames between them. */
    public List<Long> versions(int count) {
        List<Long> versions = new ArrayList<>();
        while (versions.size() < count) {
            JsonNode frame = next();
            if (frame.has("event")) {
                versions.add(frame.path("event").path("version").asLong());
            }
        }
        return versions;
    }

    /** Frames received but not read yet. */
    public int waiting() {
        return frames.size();
    }

    public int heartbeats() {
        return heartbeats;
    }

    /** Close code and reason. */
    public String closed() {
        return closed.orTimeout(15, TimeUnit.SECONDS).join();
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    public void close() {
        TestFrontend.await(socket.close());
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void received(String text) {
        if (!text.equals("{}")) {
            frames.add(Json.parse(text));
            return;
        }
        heartbeats++;
        if (answers) {
            socket.writeTextMessage("{}");
        }
    }
}
