package io.spanwire.edge.budget;

/**
 * The budgets of one client address (IPv4) or network (IPv6, 64 bits), and what else limits feeds and reads.
 *
 * @param connections open connections of one address
 * @param handshakes new connections, and so TLS handshakes, of one address
 * @param sockets open sockets of one address
 * @param feeds open event feeds and waiting pages
 * @param reads requests of one address that change nothing
 * @param commands all other requests of one address, and commands on its sockets
 * @param bufferedBytes of answers that one address has not received yet
 * @param callerReads reads of one caller
 */
public record BudgetSettings(
        int connections,
        TokenRate handshakes,
        int sockets,
        Feeds feeds,
        TokenRate reads,
        TokenRate commands,
        long bufferedBytes,
        TokenRate callerReads) {
    public BudgetSettings {
        if (connections < 1 || sockets < 1 || bufferedBytes < 1) {
            throw new IllegalArgumentException("Every budget must be positive");
        }
    }

    /** Open event feeds and waiting pages of this node, of one address and of one caller. */
    public record Feeds(int max, int perAddress, int perCaller) {
        public Feeds {
            if (max < 1 || perAddress < 1 || perCaller < 1) {
                throw new IllegalArgumentException("Every limit of feeds must be positive");
            }
        }
    }

    /** More than clients behind one address need, less than what stops a node. */
    public static BudgetSettings defaults() {
        return new BudgetSettings(
                5_000,
                new TokenRate(2_000, 200),
                4_000,
                new Feeds(20_000, 2_000, 100),
                new TokenRate(20_000, 10_000),
                new TokenRate(40_000, 20_000),
                64L << 20,
                new TokenRate(2_000, 1_000));
    }
}
