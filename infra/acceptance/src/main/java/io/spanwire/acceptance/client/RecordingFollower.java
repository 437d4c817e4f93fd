package io.spanwire.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.history.FeedRules;
import io.spanwire.acceptance.history.HistoryEntry;
import io.spanwire.acceptance.history.Recorder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A follower of the feed of all chats over a WebSocket until it is closed, like a {@link RecordingSubscriber} of one stream: it
 * reconnects when the connection is lost, resumes behind the last token, and records every received frame unchanged. It runs
 * on its own thread; every method may be called from any thread.
 */
public final class RecordingFollower implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration FRAME_WAIT = Duration.ofMillis(250);
    /** The server sends a heartbeat every 25 s, so a longer silence means a lost connection. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(35);

    private static final String FEED = FeedRules.STREAMS + '*';
    private static final String END = ",\"stream\":\"" + FEED + "\"}";

    private final ServerRoute route;
    private final Recorder recorder;
    private final String name = "follower-" + NUMBER.incrementAndGet();
    private final Map<String, Long> received = new ConcurrentHashMap<>();
    private final Thread thread;
    private String after = "\"0\"";
    private volatile boolean open = true;

    private RecordingFollower(ServerRoute route, Recorder recorder) {
        this.route = route;
        this.recorder = recorder;
        this.thread = new Thread(this::run, name);
    }

    /** Follows all chats from their beginning. */
    public static RecordingFollower start(ServerRoute route, Recorder recorder) {
        RecordingFollower follower = new RecordingFollower(route, recorder);
        follower.thread.setDaemon(true);
        follower.thread.start();
        return follower;
    }

    /** Whether the stream is in the feed. */
    public static boolean follows(String stream) {
        return stream.startsWith(FeedRules.STREAMS);
    }

    /** The last received version of a stream. */
    public long lastVersion(String stream) {
        return received.getOrDefault(stream, 0L);
    }

    private void run() {
        while (open) {
            SignedInUser user = route.user();
            try (WebSocketClient socket = WebSocketClient.open(user)) {
                socket.send("{\"id\":1,\"subscribe\":{\"stream\":\"" + FEED + "\",\"after\":" + after + "}}");
                receive(socket);
            } catch (SocketLost lost) {
                route.failed(user);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void receive(WebSocketClient socket) throws SocketLost {
        long lastFrame = System.nanoTime();
        while (open) {
            String text = socket.next(FRAME_WAIT);
            if (!text.isEmpty()) {
                lastFrame = System.nanoTime();
                handle(socket, text);
            } else if (System.nanoTime() - lastFrame > MAX_SILENCE.toNanos()) {
                throw new SocketLost(1006, "silence");
            }
        }
    }

    private void handle(WebSocketClient socket, String text) throws SocketLost {
        JsonNode frame = HttpReply.parse(text);
        if (frame.isEmpty()) {
            socket.send("{}");
        } else if (frame.has("subscribed")) {
            recorder.record(new HistoryEntry.FeedStarted(recorder.now(), name));
        } else if (frame.has("event")) {
            recordEvent(text, frame.path("event"));
        } else if (frame.has("checkpoint")) {
            recordToken(frame.path("checkpoint"));
        } else if (frame.has("caught-up")) {
            recordToken(frame.path("caught-up"));
        } else if (frame.path("problem").path("status").asInt() == 503) {
            throw new SocketLost(1006, "not subscribed");
        } else {
            throw new IllegalStateException("Unexpected frame " + text);
        }
    }

    private void recordEvent(String text, JsonNode event) {
        String body = text.substring("{\"event\":".length(), text.length() - END.length());
        String stream = event.path("source").asText().substring("/streams/".length());
        long version = event.path("version").asLong();
        recorder.record(new HistoryEntry.FeedReceived(recorder.now(), name, stream, version, body));
        received.merge(stream, version, Math::max);
    }

    private void recordToken(JsonNode place) {
        after = '"' + place.path("token").asText() + '"';
        recorder.record(new HistoryEntry.FeedToken(recorder.now(), name));
    }

    /** Stops following and records that: later events are not required to arrive. */
    public void end() {
        close();
        recorder.record(new HistoryEntry.FeedEnded(recorder.now(), name));
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
