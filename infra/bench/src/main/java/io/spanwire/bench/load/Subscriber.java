package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;

/** A WebSocket that receives events, over the product's protocol {@code spanwire.v1} or from a reference server. */
public final class Subscriber {
    private final WebSocket socket;
    private final Listener listener;
    private final Promise<Subscriber> subscribed = Promise.promise();

    /** Receives the events; called on the event loop. Frames are valid during the call only. */
    @FunctionalInterface
    public interface Listener {
        void onEvent(Buffer frame);

        default void onCaughtUp() {}
    }

    private Subscriber(WebSocket socket, Listener listener) {
        this.socket = socket;
        this.listener = listener;
    }

    /**
     * Subscribes to a chat room of the product; call on the event loop.
     *
     * @param after a version in digits, or {@code "now"} with its quotes
     * @return completes when the server confirms the subscription
     */
    public static Future<Subscriber> toRoom(
            LoadGenerator load, int port, Guest guest, String room, String after, Listener listener) {
        return open(load, port, guest, listener).compose(subscriber -> subscriber.subscribe(room, after));
    }

    /** Connects to the product without a subscription; call on the event loop. */
    static Future<Subscriber> open(LoadGenerator load, int port, Guest guest, Listener listener) {
        WebSocketConnectOptions options = options(port)
                .setSubProtocols(List.of("spanwire.v1"))
                .addHeader("Origin", "https://" + LoadGenerator.HOST + ":" + port)
                .addHeader("Cookie", guest.cookie());
        return load.webSockets().connect(options).map(socket -> {
            Subscriber subscriber = new Subscriber(socket, listener);
            socket.frameHandler(subscriber::handleFrame);
            return subscriber;
        });
    }

    /** Connects to a reference server, which sends events without a protocol; call on the event loop. */
    public static Future<Subscriber> toReference(LoadGenerator load, int port, String path, Listener listener) {
        return load.webSockets().connect(options(port).setURI(path)).map(socket -> {
            socket.frameHandler(frame -> listener.onEvent(frame.binaryData()));
            return new Subscriber(socket, listener);
        });
    }

    private static WebSocketConnectOptions options(int port) {
        return new WebSocketConnectOptions()
                .setHost(LoadGenerator.HOST)
                .setPort(port)
                .setURI("/ws");
    }

    /** Completes when the server confirms the subscription. */
    Future<Subscriber> subscribe(String room, String after) {
        socket.closeHandler(closed -> subscribed.tryFail("the server closed the socket: " + socket.closeStatusCode()));
        return socket.writeTextMessage(
                        "{\"id\":1,\"subscribe\":{\"stream\":\"chat/" + room + "\",\"after\":" + after + "}}")
                .compose(written -> subscribed.future());
    }

    /** The third byte tells the kind of frame: event, caught-up, id (a reply), or heartbeat. */
    private void handleFrame(WebSocketFrame frame) {
        Buffer text = frame.binaryData();
        byte kind = text.length() > 2 ? text.getByte(2) : 0;
        switch (kind) {
            case 'e' -> listener.onEvent(text);
            case 'c' -> listener.onCaughtUp();
            case 'i' -> handleReply(text.toString());
            default -> socket.writeTextMessage("{}");
        }
    }

    private void handleReply(String text) {
        if (text.contains("\"subscribed\"")) {
            subscribed.tryComplete(this);
        } else {
            subscribed.tryFail("subscribe failed: " + text);
        }
    }

    public Future<Void> close() {
        return socket.close();
    }
}
