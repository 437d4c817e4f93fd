package io.spanwire.acceptance.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A {@code spanwire.v1} connection. It reads frames from the network only as fast as {@link #next} takes them, except
 * for a small window, so a test can be a slow reader.
 */
public final class WebSocketClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int WINDOW = 64;

    private final Frames frames = new Frames();
    private final WebSocket socket;

    private WebSocketClient(SignedInUser user, String origin) throws SocketLost {
        this.socket = connect(user, origin, frames);
    }

    /** Connects with the server's own origin, as its pages do. */
    public static WebSocketClient open(SignedInUser user) throws SocketLost {
        return open(user, user.address().origin());
    }

    public static WebSocketClient open(SignedInUser user, String origin) throws SocketLost {
        return new WebSocketClient(user, origin);
    }

    private static WebSocket connect(SignedInUser user, String origin, Frames frames) throws SocketLost {
        WebSocket.Builder builder = user.address().http().newWebSocketBuilder();
        user.credentials().forEach(builder::header);
        try {
            return builder.header("Origin", origin)
                    .subprotocols("spanwire.v1")
                    .connectTimeout(TIMEOUT)
                    .buildAsync(user.address().socket(), frames)
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new SocketLost(1006, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketLost(1006, "interrupted");
        }
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    public void send(String text) throws SocketLost {
        send(text, true);
    }

    /** Sends a fragment of a message; more fragments follow. */
    public void sendPart(String text) throws SocketLost {
        send(text, false);
    }

    private void send(String text, boolean last) throws SocketLost {
        try {
            socket.sendText(text, last).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw frames.lost(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketLost(1006, "interrupted");
        }
    }

    public void sendBinary(byte[] bytes) {
        CompletableFuture<WebSocket> sent = socket.sendBinary(ByteBuffer.wrap(bytes), true);
        sent.exceptionally(lost -> socket);
    }

    /** The next frame's text; empty if none arrives in time. */
    public String next(Duration timeout) throws SocketLost {
        return frames.next(socket, timeout);
    }

    /** The next frame, which must arrive within 15 s; heartbeats are answered and skipped. */
    public JsonNode expect() throws SocketLost {
        return HttpReply.parse(expectText());
    }

    /** Like {@link #expect}, as text. */
    public String expectText() throws SocketLost {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (System.nanoTime() < end) {
            String text = next(Duration.ofMillis(500));
            if (text.equals("{}")) {
                send("{}");
            } else if (!text.isEmpty()) {
                return text;
            }
        }
        throw new IllegalStateException("No frame arrived within 15 s");
    }

    /** Sends a frame with this id and waits for its reply, skipping events. */
    public JsonNode request(long id, String verb, String body) throws SocketLost {
        send("{\"id\":" + id + ",\"" + verb + "\":" + body + "}");
        JsonNode frame = expect();
        while (frame.path("id").asLong() != id) {
            frame = expect();
        }
        return frame;
    }

    /** Drops the connection without a close frame. */
    @Override
    public void close() {
        socket.abort();
    }

    private static final class Frames implements WebSocket.Listener {
        private static final String END = "end";

        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private volatile @Nullable SocketLost end;

        @Override
        public void onOpen(WebSocket socket) {
            socket.request(WINDOW);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                queue.add(partial.toString());
                partial.setLength(0);
            } else {
                socket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end = new SocketLost(code, reason);
            queue.add(END);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end = new SocketLost(1006, String.valueOf(error.getMessage()));
            queue.add(END);
        }

        SocketLost lost(String reason) {
            SocketLost cause = end;
            return cause == null ? new SocketLost(1006, reason) : cause;
        }

        String next(WebSocket socket, Duration timeout) throws SocketLost {
            try {
                String text = queue.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
                if (text == null) {
                    return "";
                }
                if (text.equals(END)) {
                    queue.add(END);
                    throw lost("closed");
                }
                socket.request(1);
                return text;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SocketLost(1006, "interrupted");
            }
        }
    }
}
