package io.spanwire.edge;

import io.spanwire.edge.security.RateLimit.Rate;
import io.spanwire.notifier.socket.SocketSettings;
import java.time.Duration;

/** The door's bounds, in the order a request meets them. */
public record LimitSettings(int bodyBytes, Waits waits, Connections connections, Rates rates, Timeouts timeouts) {
    public LimitSettings {
        if (bodyBytes < 1) {
            throw new IllegalArgumentException("A body has room for at least one byte");
        }
    }

    /**
     * Waiting for outcomes.
     *
     * @param command how long a command waits when the client does not say
     * @param longest the longest a client may ask to wait
     * @param most how many may wait at once
     */
    public record Waits(Duration command, Duration longest, int most) {
        public Waits {
            if (command.toMillis() < 1 || longest.compareTo(command) < 0 || most < 1) {
                throw new IllegalArgumentException(
                        "A command waits for more than nothing, and at most the longest wait");
            }
        }
    }

    /**
     * Connections to this node.
     *
     * @param most of all kinds
     * @param sockets WebSockets among them
     * @param socketsPerCaller WebSockets of one caller
     */
    public record Connections(int most, int sockets, int socketsPerCaller) {
        public Connections {
            if (sockets < 1 || socketsPerCaller < 1 || most < sockets) {
                throw new IllegalArgumentException("Sockets are connections: there are at least as many of these");
            }
        }
    }

    /** Sign-ins of one client address, commands of one caller. */
    public record Rates(Rate signIns, Rate commands) {}

    /**
     * Who is too slow.
     *
     * @param head within which the first request of a connection must have begun
     * @param body within which a body must have arrived
     * @param idle after which a silent connection is closed; longer than any heartbeat
     * @param leave how long a stopping node goes on serving connections and asks their clients to go
     * @param drain how long stopping then waits for what is in flight
     */
    public record Timeouts(Duration head, Duration body, Duration idle, Duration leave, Duration drain) {}

    /** What fits one node of ordinary size. */
    public static LimitSettings defaults() {
        return new LimitSettings(
                64 << 10,
                new Waits(Duration.ofSeconds(5), Duration.ofSeconds(30), 20_000),
                new Connections(30_000, 20_000, 100),
                new Rates(new Rate(30, 30, Duration.ofMinutes(1)), new Rate(2_000, 1_000, Duration.ofSeconds(1))),
                new Timeouts(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        SocketSettings.defaults().idle(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10)));
    }

    /** The same with another longest body. */
    public LimitSettings withBodyBytes(int bytes) {
        return new LimitSettings(bytes, waits, connections, rates, timeouts);
    }

    /** The same with other waits. */
    public LimitSettings withWaits(Waits others) {
        return new LimitSettings(bodyBytes, others, connections, rates, timeouts);
    }

    /** The same with other numbers of connections. */
    public LimitSettings withConnections(Connections others) {
        return new LimitSettings(bodyBytes, waits, others, rates, timeouts);
    }

    /** The same with other rates. */
    public LimitSettings withRates(Rates others) {
        return new LimitSettings(bodyBytes, waits, connections, others, timeouts);
    }

    /** The same with other timeouts. */
    public LimitSettings withTimeouts(Timeouts others) {
        return new LimitSettings(bodyBytes, waits, connections, rates, others);
    }
}
