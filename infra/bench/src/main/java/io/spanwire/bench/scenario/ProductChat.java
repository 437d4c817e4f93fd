package io.spanwire.bench.scenario;

import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.Guest;
import io.spanwire.bench.load.LoadGenerator;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.load.Subscriber;
import io.spanwire.bench.process.ProcessTree;
import io.spanwire.bench.process.ProductServer;
import io.vertx.core.Future;
import java.util.List;

/** The product with the sample domain chat, used by signed-in guests. */
public record ProductChat(LoadGenerator load, ProductServer server, List<Guest> guests) implements ChatServer {
    /** Signs the guests in. */
    public static ProductChat open(LoadGenerator load, ProductServer server) {
        try (Connections connections = Connections.open(load, server.port(), 1)) {
            return new ProductChat(load, server, Guest.signIn(connections, server.port(), CALLERS));
        }
    }

    @Override
    public String name() {
        return "Spanwire";
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public ProcessTree tree() {
        return server.tree();
    }

    @Override
    public RepeatablePost post(String room, int caller, Payload payload) {
        return RepeatablePost.message(port(), room, guest(caller), payload);
    }

    @Override
    public Future<Subscriber> subscribe(String room, int caller, Subscriber.Listener listener) {
        return Subscriber.toRoom(load, port(), guest(caller), room, "\"now\"", listener);
    }

    Guest guest(int caller) {
        return guests.get(caller % guests.size());
    }
}
