package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.ServerRoute;
import io.spanwire.acceptance.client.SignedInUser;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The edge and notifier nodes of a cluster, as clients behind a load balancer see them; one process may be both. A
 * route stays with its node until an attempt there fails, then tries the next. The checker reads at a node, too, but
 * bypasses the proxied links.
 */
public final class EdgeNodes {
    private final Backend backend;
    private final List<Supplier<ServerAddress>> edges;
    private final List<Supplier<ServerAddress>> notifiers;
    private final Supplier<ServerAddress> direct;

    private EdgeNodes(
            Backend backend,
            List<Supplier<ServerAddress>> edges,
            List<Supplier<ServerAddress>> notifiers,
            Supplier<ServerAddress> direct) {
        this.backend = backend;
        this.direct = direct;
        this.edges = List.copyOf(edges);
        this.notifiers = List.copyOf(notifiers);
    }

    /** Nodes that are both edge and notifier. */
    public static EdgeNodes of(Server... all) {
        return of(List.of(all), List.of(all));
    }

    /** @param edges serve commands and views; {@code notifiers} events and sockets */
    public static EdgeNodes of(List<Server> edges, List<Server> notifiers) {
        return through(Server::address, edges, notifiers);
    }

    /** @param link the address at which clients reach a node */
    public static EdgeNodes through(Function<Server, ServerAddress> link, List<Server> edges, List<Server> notifiers) {
        return new EdgeNodes(
                edges.get(0).backend(), addresses(edges, link), addresses(notifiers, link), notifiers.get(0)::address);
    }

    /** One edge and one notifier at these addresses. */
    public static EdgeNodes at(Backend backend, Supplier<ServerAddress> edge, Supplier<ServerAddress> notifier) {
        return new EdgeNodes(backend, List.of(edge), List.of(notifier), notifier);
    }

    private static List<Supplier<ServerAddress>> addresses(List<Server> servers, Function<Server, ServerAddress> link) {
        return servers.stream()
                .<Supplier<ServerAddress>>map(server -> () -> link.apply(server))
                .toList();
    }

    public Backend backend() {
        return backend;
    }

    /** Signs in a new user at the first edge; the session is valid at all nodes. */
    public SignedInUser signIn(String name) throws IOException, InterruptedException {
        return backend.signIn(edges.get(0).get(), name);
    }

    /** A route for commands and views; different numbers begin at different edges. */
    public ServerRoute commands(SignedInUser user, int number) {
        return new FailoverRoute(edges, user, number);
    }

    /** A route for events and sockets. */
    public ServerRoute events(SignedInUser user, int number) {
        return new FailoverRoute(notifiers, user, number);
    }

    /** The user at a notifier, bypassing the links. */
    public SignedInUser direct(SignedInUser user) {
        return user.at(direct.get());
    }

    private static final class FailoverRoute implements ServerRoute {
        private final List<Supplier<ServerAddress>> nodes;
        private final SignedInUser user;
        private int current;

        FailoverRoute(List<Supplier<ServerAddress>> nodes, SignedInUser user, int number) {
            this.nodes = nodes;
            this.user = user;
            this.current = number % nodes.size();
        }

        @Override
        public synchronized SignedInUser user() {
            return user.at(nodes.get(current).get());
        }

        /** Two concurrent attempts may fail at one node; only the first moves the route. */
        @Override
        public synchronized void failed(SignedInUser failed) {
            if (failed.address().uri().equals(nodes.get(current).get().uri())) {
                current = (current + 1) % nodes.size();
            }
        }
    }
}
