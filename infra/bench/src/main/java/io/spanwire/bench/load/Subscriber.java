package io.spanwire.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;

/** A WebSocket that hears of events: the product's protocol {@code spanwire.v1}, or the bare broadcast of the reference. */
public final class Subscriber {
    private final WebSocket socket;
    private final Ear ear;
    private final Promise<Subscriber> subscribed = Promise.promise();

    /** Called on the event loop; frames are valid during the call. */
    @FunctionalInterface
    public interface Ear {
        void event(Buffer frame);

        default void caughtUp() {}
    }

    private Subscriber(WebSocket socket, Ear ear) {
        this.socket = socket;
        this.ear = ear;
    }

    /**
     * To a chat room of the product; on the event loop.
     *
     * @param after a version in digits, or {@code "now"} with its quotes
     * @return completes when the server has said that it is subscribed
     */
    public static Future<Subscriber> toRoom(
            LoadGenerator load, int port, Guest guest, String room, String after, Ear ear) {
        WebSocketConnectOptions options = at(port).setSubProtocols(List.of("spanwire.v1"))
                .addHeader("Origin", "https://" + LoadGenerator.HOST + ":" + port)
                .addHeader("Cookie", guest.cookie());
        return load.sockets().connect(options).compose(socket -> {
            Subscriber subscriber = new Subscriber(socket, ear);
            socket.frameHandler(subscriber::frame);
            return subscriber.subscribe(room, after);
        });
    }

    /** To everything the reference broadcasts; on the event loop. */
    public static Future<Subscriber> toBroadcast(LoadGenerator load, int port, Ear ear) {
        return load.sockets().connect(at(port)).map(socket -> {
            socket.frameHandler(frame -> ear.event(frame.binaryData()));
            return new Subscriber(socket, ear);
        });
    }

    private static WebSocketConnectOptions at(int port) {
        return new WebSocketConnectOptions()
                .setHost(LoadGenerator.HOST)
                .setPort(port)
                .setURI("/ws");
    }

    private Future<Subscriber> subscribe(String room, String after) {
        socket.closeHandler(closed -> subscribed.tryFail("the server closed the socket: " + socket.closeStatusCode()));
        return socket.writeTextMessage(
                        "{\"id\":1,\"subscribe\":{\"stream\":\"chat/" + room + "\",\"after\":" + after + "}}")
                .compose(written -> subscribed.future());
    }

    /** Told apart by the third byte: an event, caught-up, a heartbeat, or a reply with its id. */
    private void frame(WebSocketFrame frame) {
        Buffer text = frame.binaryData();
        byte kind = text.length() > 2 ? text.getByte(2) : 0;
        switch (kind) {
            case 'e' -> ear.event(text);
            case 'c' -> ear.caughtUp();
            case 'i' -> reply(text.toString());
            default -> socket.writeTextMessage("{}");
        }
    }

    private void reply(String text) {
        if (text.contains("\"subscribed\"")) {
            subscribed.tryComplete(this);
        } else {
            subscribed.tryFail("subscribe was answered " + text);
        }
    }

    public Future<Void> close() {
        return socket.close();
    }
}
