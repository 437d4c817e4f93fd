package io.spanwire.bench.scenario;

import io.spanwire.bench.load.LoadGenerator;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.load.Subscriber;
import io.spanwire.bench.process.ProcessTree;
import io.spanwire.bench.process.ReferenceProcess;
import io.vertx.core.Future;

/**
 * A reference server with rooms.
 *
 * @param postPath prefix of the path of a room's posts
 * @param socketPath prefix of the path of a room's WebSockets
 * @param envelope bytes added to each payload
 */
public record ReferenceChat(
        String name, LoadGenerator load, ReferenceProcess process, String postPath, String socketPath, int envelope)
        implements ChatServer {
    /** Approximate bytes that an event's frame adds to a payload in the product. */
    private static final int EVENT_ENVELOPE = 260;

    /** The plain server of a tutorial, which stores each post and then sends its text. */
    public static ReferenceChat plain(LoadGenerator load, ReferenceProcess process) {
        return new ReferenceChat("plain server", load, process, "/api/rooms/", "/ws/", 0);
    }

    /** A bare broadcast without rooms of bodies of an event's size. */
    static ReferenceChat broadcast(LoadGenerator load, ReferenceProcess process) {
        return new ReferenceChat("Vert.x broadcast", load, process, "/broadcast/", "/ws/", EVENT_ENVELOPE);
    }

    @Override
    public int port() {
        return process.endpoints().port();
    }

    @Override
    public ProcessTree tree() {
        return process.tree();
    }

    @Override
    public RepeatablePost post(String room, int caller, Payload payload) {
        return RepeatablePost.plain(port(), postPath + room, payload.plus(envelope));
    }

    @Override
    public Future<Subscriber> subscribe(String room, int caller, Subscriber.Listener listener) {
        return Subscriber.toReference(load, port(), socketPath + room, listener);
    }
}
