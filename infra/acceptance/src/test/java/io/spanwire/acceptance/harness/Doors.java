package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.Address;
import io.spanwire.acceptance.client.Person;
import io.spanwire.acceptance.client.Route;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The doors of one installation, as clients behind a load balancer have them: those that take commands and those that serve
 * events; one process may be both. A route stays with its door until an attempt there fails, then tries the next. Whoever
 * judges reads at a door too, but past the links that may fail.
 */
public final class Doors {
    private final Backend backend;
    private final List<Supplier<Address>> edges;
    private final List<Supplier<Address>> notifiers;
    private final Supplier<Address> judges;

    private Doors(
            Backend backend,
            List<Supplier<Address>> edges,
            List<Supplier<Address>> notifiers,
            Supplier<Address> judges) {
        this.backend = backend;
        this.judges = judges;
        this.edges = List.copyOf(edges);
        this.notifiers = List.copyOf(notifiers);
    }

    /** Doors that do everything. */
    public static Doors of(Server... all) {
        return of(List.of(all), List.of(all));
    }

    /** @param edges answer commands and views; {@code notifiers} events and sockets */
    public static Doors of(List<Server> edges, List<Server> notifiers) {
        return through(Server::address, edges, notifiers);
    }

    /** The same, where clients reach each by a link. */
    public static Doors through(Function<Server, Address> link, List<Server> edges, List<Server> notifiers) {
        return new Doors(
                edges.get(0).backend(), addresses(edges, link), addresses(notifiers, link), notifiers.get(0)::address);
    }

    /** One door, commands and events perhaps at different addresses. */
    public static Doors at(Backend backend, Supplier<Address> edge, Supplier<Address> notifier) {
        return new Doors(backend, List.of(edge), List.of(notifier), notifier);
    }

    private static List<Supplier<Address>> addresses(List<Server> servers, Function<Server, Address> link) {
        return servers.stream()
                .<Supplier<Address>>map(server -> () -> link.apply(server))
                .toList();
    }

    public Backend backend() {
        return backend;
    }

    /** Somebody new, signed in at the first door; the session counts at all of them. */
    public Person person(String name) throws IOException, InterruptedException {
        return backend.person(edges.get(0).get(), name);
    }

    /** For commands and views; those of different numbers begin at different doors. */
    public Route commands(Person person, int number) {
        return new Roaming(edges, person, number);
    }

    /** For events and sockets. */
    public Route events(Person person, int number) {
        return new Roaming(notifiers, person, number);
    }

    /** The person where a verdict reads what was kept. */
    public Person judge(Person person) {
        return person.at(judges.get());
    }

    private static final class Roaming implements Route {
        private final List<Supplier<Address>> doors;
        private final Person person;
        private int at;

        Roaming(List<Supplier<Address>> doors, Person person, int number) {
            this.doors = doors;
            this.person = person;
            this.at = number % doors.size();
        }

        @Override
        public synchronized Person person() {
            return person.at(doors.get(at).get());
        }

        /** Two attempts may fail at one door: only the first moves on. */
        @Override
        public synchronized void failed(Person failed) {
            if (failed.address().uri().equals(doors.get(at).get().uri())) {
                at = (at + 1) % doors.size();
            }
        }
    }
}
