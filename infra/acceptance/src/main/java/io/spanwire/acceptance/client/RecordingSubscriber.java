package io.spanwire.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.history.HistoryEntry;
import io.spanwire.acceptance.history.Recorder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows one stream over a WebSocket for as long as it is open: reconnects when the connection is lost and resumes after the
 * last version it saw. Records each subscription and everything it received, and corrects nothing. A thread of its own.
 */
public final class RecordingSubscriber implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration FRAME = Duration.ofMillis(250);
    /** The server sends a heartbeat every 25 s: silence beyond this is a lost connection. */
    private static final Duration SILENCE = Duration.ofSeconds(35);

    private final ServerRoute route;
    private final Recorder recorder;
    private final String stream;
    private final String name;
    private final AtomicLong reached;
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final Thread thread;
    private String watch = "";
    private volatile boolean open = true;
    private volatile boolean broken;
    private volatile boolean stopped;

    private RecordingSubscriber(ServerRoute route, Recorder recorder, String stream, long after) {
        this.route = route;
        this.recorder = recorder;
        this.stream = stream;
        this.reached = new AtomicLong(after);
        this.name = "feed-" + NUMBER.incrementAndGet();
        this.thread = new Thread(this::run, name);
    }

    /** Follows the stream from there on. */
    public static RecordingSubscriber follow(ServerRoute route, Recorder recorder, String stream, long after) {
        RecordingSubscriber feed = new RecordingSubscriber(route, recorder, stream, after);
        feed.thread.setDaemon(true);
        feed.thread.start();
        return feed;
    }

    /** The last version received. */
    public long reached() {
        return reached.get();
    }

    public String stream() {
        return stream;
    }

    /** How often it has subscribed: one more than the times it resumed. */
    public int subscriptions() {
        return subscriptions.get();
    }

    /** Drops the connection; the feed resumes by itself. */
    public void breakOff() {
        broken = true;
    }

    /** Reads nothing from now on; the connection stays. */
    public void stop() {
        stopped = true;
    }

    /** Reads on where it stopped. */
    public void goOn() {
        stopped = false;
    }

    private void run() {
        while (open) {
            SignedInUser person = route.person();
            try (WebSocketClient socket = WebSocketClient.open(person)) {
                broken = false;
                follow(socket);
            } catch (SocketLost lost) {
                route.failed(person);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void follow(WebSocketClient socket) throws SocketLost {
        long after = reached.get();
        socket.send("{\"id\":1,\"subscribe\":{\"stream\":\"" + stream + "\",\"after\":" + after + "}}");
        watch = "";
        try {
            receive(socket, after);
        } finally {
            left();
        }
    }

    private void receive(WebSocketClient socket, long after) throws SocketLost {
        long heard = System.nanoTime();
        while (open && !broken) {
            if (stopped) {
                LockSupport.parkNanos(FRAME.toNanos());
                heard = System.nanoTime();
                continue;
            }
            String text = socket.next(FRAME);
            if (!text.isEmpty()) {
                heard = System.nanoTime();
                take(socket, after, text);
            } else if (System.nanoTime() - heard > SILENCE.toNanos()) {
                throw new SocketLost(1006, "silence");
            }
        }
    }

    private void take(WebSocketClient socket, long after, String text) throws SocketLost {
        JsonNode frame = HttpReply.parse(text);
        if (frame.isEmpty()) {
            socket.send("{}");
        } else if (frame.has("subscribed")) {
            began(after, frame.path("subscribed"));
        } else if (frame.has("event")) {
            seen(text, frame.path("event").path("version").asLong());
        } else if (frame.has("caught-up")) {
            long version = frame.path("caught-up").path("version").asLong();
            recorder.record(new HistoryEntry.CaughtUp(recorder.now(), watch, version));
        } else if (frame.path("problem").path("status").asInt() == 503) {
            throw new SocketLost(1006, "not subscribed");
        } else {
            throw new IllegalStateException("Unexpected frame " + text);
        }
    }

    private void began(long after, JsonNode subscribed) {
        watch = name + '.' + subscriptions.incrementAndGet();
        String epoch = subscribed.path("epoch").asText();
        recorder.record(new HistoryEntry.Watching(recorder.now(), watch, stream, after, epoch));
    }

    private void seen(String text, long version) {
        String body = text.substring("{\"event\":".length(), text.length() - 1);
        recorder.record(new HistoryEntry.Seen(recorder.now(), watch, version, body));
        reached.set(version);
    }

    private void left() {
        if (!watch.isEmpty() && open) {
            recorder.record(new HistoryEntry.Left(recorder.now(), watch));
        }
    }

    /** Stops following. What it has then it must have completely: the checker holds it to that. */
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
