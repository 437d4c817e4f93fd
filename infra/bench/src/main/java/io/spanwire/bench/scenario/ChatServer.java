package io.spanwire.bench.scenario;

import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.LoadGenerator;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.load.Subscriber;
import io.spanwire.bench.process.ProcessTree;
import io.vertx.core.Future;

/** A running server with rooms: the product, or a reference that is loaded in the same way. */
public interface ChatServer {
    /** How many callers take turns in a load of many commands. */
    int CALLERS = 24;

    String name();

    LoadGenerator load();

    int port();

    ProcessTree tree();

    /** A post to a room; callers are numbered. */
    RepeatablePost post(String room, int caller, Payload payload);

    /** Receives the new events of a room; call on the event loop. */
    Future<Subscriber> subscribe(String room, int caller, Subscriber.Listener listener);

    default Connections connect(int count) {
        return Connections.open(load(), port(), count);
    }

    default CpuMeter meter() {
        return new CpuMeter(tree());
    }
}
