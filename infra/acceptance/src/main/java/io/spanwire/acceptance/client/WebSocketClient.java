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
 * One {@code spanwire.v1} connection: frames in, frames out. Frames are only taken from the network as fast as they are
 * asked for with {@link #next}, up to a small window, so a slow reader really is one.
 */
public final class WebSocketClient implements AutoCloseable {
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final int WINDOW = 64;

    private final Frames frames = new Frames();
    private final WebSocket socket;

    private WebSocketClient(SignedInUser person, String origin) throws SocketLost {
        this.socket = connect(person, origin, frames);
    }

    /** Connects as a page of the server's own would. */
    public static WebSocketClient open(SignedInUser person) throws SocketLost {
        return open(person, person.address().origin());
    }

    public static WebSocketClient open(SignedInUser person, String origin) throws SocketLost {
        return new WebSocketClient(person, origin);
    }

    private static WebSocket connect(SignedInUser person, String origin, Frames frames) throws SocketLost {
        WebSocket.Builder builder = person.address().http().newWebSocketBuilder();
        person.credentials().forEach(builder::header);
        try {
            return builder.header("Origin", origin)
                    .subprotocols("spanwire.v1")
                    .connectTimeout(HANDSHAKE)
                    .buildAsync(person.address().socket(), frames)
                    .get(HANDSHAKE.toSeconds(), TimeUnit.SECONDS);
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

    /** A piece of a message that goes on. */
    public void sendPart(String text) throws SocketLost {
        send(text, false);
    }

    private void send(String text, boolean last) throws SocketLost {
        try {
            socket.sendText(text, last).get(HANDSHAKE.toSeconds(), TimeUnit.SECONDS);
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

    /** The next frame's text; empty when none came in that time. */
    public String next(Duration patience) throws SocketLost {
        return frames.next(socket, patience);
    }

    /** The next frame, which must come within 15 s; heartbeats are answered and passed over. */
    public JsonNode expect() throws SocketLost {
        return HttpReply.parse(expectText());
    }

    /** The same as text. */
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
        throw new IllegalStateException("No frame came within 15 s");
    }

    /** Asks and waits for the answer, passing over events. */
    public JsonNode ask(long id, String verb, String body) throws SocketLost {
        send("{\"id\":" + id + ",\"" + verb + "\":" + body + "}");
        JsonNode frame = expect();
        while (frame.path("id").asLong() != id) {
            frame = expect();
        }
        return frame;
    }

    /** Cuts the connection without a word. */
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

        SocketLost lost(String why) {
            SocketLost known = end;
            return known == null ? new SocketLost(1006, why) : known;
        }

        String next(WebSocket socket, Duration patience) throws SocketLost {
            try {
                String text = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
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
