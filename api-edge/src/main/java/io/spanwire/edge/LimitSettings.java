package io.spanwire.edge;

import io.spanwire.edge.budget.BudgetSettings;
import io.spanwire.edge.budget.TrustedProxies;
import io.spanwire.edge.security.RateLimit.Rate;
import io.spanwire.notifier.socket.SocketSettings;
import java.time.Duration;

/** The limits of the HTTP frontend, in the order in which a request meets them. */
public record LimitSettings(
        int bodyBytes,
        Waits waits,
        Connections connections,
        Rates rates,
        BudgetSettings budgets,
        TrustedProxies proxies,
        Timeouts timeouts) {
    public LimitSettings {
        if (bodyBytes < 1) {
            throw new IllegalArgumentException("The maximum body size must be at least one byte");
        }
    }

    /** How long a command waits by default, how long a client may ask to wait, and how many may wait at once. */
    public record Waits(Duration command, Duration max, int maxWaiting) {
        public Waits {
            if (command.toMillis() < 1 || max.compareTo(command) < 0 || maxWaiting < 1) {
                throw new IllegalArgumentException("The wait of a command must be positive and not above the maximum");
            }
        }
    }

    /** Connections to this node of all kinds, WebSockets among them, and WebSockets of one caller. */
    public record Connections(int max, int sockets, int socketsPerCaller) {
        public Connections {
            if (sockets < 1 || socketsPerCaller < 1 || max < sockets) {
                throw new IllegalArgumentException("The limit of connections must not be below that of sockets");
            }
        }
    }

    /** Rates of sign-ins per client address and of commands per caller. */
    public record Rates(Rate signIns, Rate commands) {}

    /**
     * Timeouts.
     *
     * @param head within which the headers of a request must arrive, and the first request of a connection
     * @param body within which a body must arrive
     * @param stall after which a client must have taken 1 KiB a second of the answers that wait for it
     * @param idle after which a silent connection is closed; longer than the heartbeat interval
     * @param connectionDrain how long a stopping node waits for clients to close their connections
     * @param commandDrain how long it then waits for commands in flight
     */
    public record Timeouts(
            Duration head,
            Duration body,
            Duration stall,
            Duration idle,
            Duration connectionDrain,
            Duration commandDrain) {}

    /** Defaults for one node of ordinary size. */
    public static LimitSettings defaults() {
        return new LimitSettings(
                64 << 10,
                new Waits(Duration.ofSeconds(5), Duration.ofSeconds(30), 20_000),
                new Connections(30_000, 20_000, 100),
                new Rates(new Rate(30, 30, Duration.ofMinutes(1)), new Rate(2_000, 1_000, Duration.ofSeconds(1))),
                BudgetSettings.defaults(),
                TrustedProxies.NONE,
                new Timeouts(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        SocketSettings.defaults().idle(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10)));
    }
}
