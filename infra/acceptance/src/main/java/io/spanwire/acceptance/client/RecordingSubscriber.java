package io.spanwire.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.history.HistoryEntry;
import io.spanwire.acceptance.history.Recorder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A subscriber that follows one stream over a WebSocket until it is closed: it reconnects when the connection is lost
 * and resumes after the last version it received. It records each subscription and every received frame unchanged. It
 * runs on its own thread; every method may be called from any thread.
 */
public final class RecordingSubscriber implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration FRAME_WAIT = Duration.ofMillis(250);
    /** The server sends a heartbeat every 25 s, so a longer silence means a lost connection. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(35);

    private final ServerRoute route;
    private final Recorder recorder;
    private final String stream;
    private final String name;
    private final AtomicLong lastVersion;
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final Thread thread;
    private String subscription = "";
    private volatile boolean open = true;
    private volatile boolean disconnected;
    private volatile boolean paused;

    private RecordingSubscriber(ServerRoute route, Recorder recorder, String stream, long after) {
        this.route = route;
        this.recorder = recorder;
        this.stream = stream;
        this.lastVersion = new AtomicLong(after);
        this.name = "subscriber-" + NUMBER.incrementAndGet();
        this.thread = new Thread(this::run, name);
    }

    /** Follows the stream, starting after the given version. */
    public static RecordingSubscriber follow(ServerRoute route, Recorder recorder, String stream, long after) {
        RecordingSubscriber subscriber = new RecordingSubscriber(route, recorder, stream, after);
        subscriber.thread.setDaemon(true);
        subscriber.thread.start();
        return subscriber;
    }

    /** The last received version. */
    public long lastVersion() {
        return lastVersion.get();
    }

    public String stream() {
        return stream;
    }

    /** How often it has subscribed: once, plus once for each resume. */
    public int subscriptions() {
        return subscriptions.get();
    }

    /** Drops the connection; the subscriber reconnects and resumes. */
    public void disconnect() {
        disconnected = true;
    }

    /** Stops reading; the connection stays open. */
    public void pauseReading() {
        paused = true;
    }

    public void resumeReading() {
        paused = false;
    }

    private void run() {
        while (open) {
            SignedInUser user = route.user();
            try (WebSocketClient socket = WebSocketClient.open(user)) {
                disconnected = false;
                follow(socket);
            } catch (SocketLost lost) {
                route.failed(user);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void follow(WebSocketClient socket) throws SocketLost {
        long after = lastVersion.get();
        socket.send("{\"id\":1,\"subscribe\":{\"stream\":\"" + stream + "\",\"after\":" + after + "}}");
        subscription = "";
        try {
            receive(socket, after);
        } finally {
            recordEnd();
        }
    }

    private void receive(WebSocketClient socket, long after) throws SocketLost {
        long lastFrame = System.nanoTime();
        while (open && !disconnected) {
            if (paused) {
                LockSupport.parkNanos(FRAME_WAIT.toNanos());
                lastFrame = System.nanoTime();
                continue;
            }
            String text = socket.next(FRAME_WAIT);
            if (!text.isEmpty()) {
                lastFrame = System.nanoTime();
                handle(socket, after, text);
            } else if (System.nanoTime() - lastFrame > MAX_SILENCE.toNanos()) {
                throw new SocketLost(1006, "silence");
            }
        }
    }

    private void handle(WebSocketClient socket, long after, String text) throws SocketLost {
        JsonNode frame = HttpReply.parse(text);
        if (frame.isEmpty()) {
            socket.send("{}");
        } else if (frame.has("subscribed")) {
            recordSubscribed(after, frame.path("subscribed"));
        } else if (frame.has("event")) {
            recordEvent(text, frame.path("event").path("version").asLong());
        } else if (frame.has("caught-up")) {
            long version = frame.path("caught-up").path("version").asLong();
            recorder.record(new HistoryEntry.CaughtUp(recorder.now(), subscription, version));
        } else if (frame.path("problem").path("status").asInt() == 503) {
            throw new SocketLost(1006, "not subscribed");
        } else {
            throw new IllegalStateException("Unexpected frame " + text);
        }
    }

    private void recordSubscribed(long after, JsonNode subscribed) {
        subscription = name + '.' + subscriptions.incrementAndGet();
        String epoch = subscribed.path("epoch").asText();
        recorder.record(new HistoryEntry.Subscribed(recorder.now(), subscription, stream, after, epoch));
    }

    private void recordEvent(String text, long version) {
        String body = text.substring("{\"event\":".length(), text.length() - 1);
        recorder.record(new HistoryEntry.Received(recorder.now(), subscription, version, body));
        lastVersion.set(version);
    }

    private void recordEnd() {
        if (!subscription.isEmpty() && open) {
            recorder.record(new HistoryEntry.SubscriptionEnded(recorder.now(), subscription));
        }
    }

    /** Stops following. The checker requires that what it has received by then is complete. */
    @Override
    public void close() {
        open = false;
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
