package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.ServerAddress;
import io.spanwire.acceptance.client.ServerRoute;
import io.spanwire.acceptance.client.SignedInUser;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The doors of one installation, as clients behind a load balancer have them: those that take commands and those that serve
 * events; one process may be both. A route stays with its door until an attempt there fails, then tries the next. Whoever
 * judges reads at a door too, but past the links that may fail.
 */
public final class EdgeNodes {
    private final Backend backend;
    private final List<Supplier<ServerAddress>> edges;
    private final List<Supplier<ServerAddress>> notifiers;
    private final Supplier<ServerAddress> judges;

    private EdgeNodes(
            Backend backend,
            List<Supplier<ServerAddress>> edges,
            List<Supplier<ServerAddress>> notifiers,
            Supplier<ServerAddress> judges) {
        this.backend = backend;
        this.judges = judges;
        this.edges = List.copyOf(edges);
        this.notifiers = List.copyOf(notifiers);
    }

    /** Doors that do everything. */
    public static EdgeNodes of(Server... all) {
        return of(List.of(all), List.of(all));
    }

    /** @param edges answer commands and views; {@code notifiers} events and sockets */
    public static EdgeNodes of(List<Server> edges, List<Server> notifiers) {
        return through(Server::address, edges, notifiers);
    }

    /** The same, where clients reach each by a link. */
    public static EdgeNodes through(Function<Server, ServerAddress> link, List<Server> edges, List<Server> notifiers) {
        return new EdgeNodes(
                edges.get(0).backend(), addresses(edges, link), addresses(notifiers, link), notifiers.get(0)::address);
    }

    /** One door, commands and events perhaps at different addresses. */
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

    /** Somebody new, signed in at the first door; the session counts at all of them. */
    public SignedInUser person(String name) throws IOException, InterruptedException {
        return backend.person(edges.get(0).get(), name);
    }

    /** For commands and views; those of different numbers begin at different doors. */
    public ServerRoute commands(SignedInUser person, int number) {
        return new Roaming(edges, person, number);
    }

    /** For events and sockets. */
    public ServerRoute events(SignedInUser person, int number) {
        return new Roaming(notifiers, person, number);
    }

    /** The person where a verdict reads what was kept. */
    public SignedInUser judge(SignedInUser person) {
        return person.at(judges.get());
    }

    private static final class Roaming implements ServerRoute {
        private final List<Supplier<ServerAddress>> doors;
        private final SignedInUser person;
        private int at;

        Roaming(List<Supplier<ServerAddress>> doors, SignedInUser person, int number) {
            this.doors = doors;
            this.person = person;
            this.at = number % doors.size();
        }

        @Override
        public synchronized SignedInUser person() {
            return person.at(doors.get(at).get());
        }

        /** Two attempts may fail at one door: only the first moves on. */
        @Override
        public synchronized void failed(SignedInUser failed) {
            if (failed.address().uri().equals(doors.get(at).get().uri())) {
                at = (at + 1) % doors.size();
            }
        }
    }
}
