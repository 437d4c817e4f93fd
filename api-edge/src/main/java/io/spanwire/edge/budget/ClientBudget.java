package io.spanwire.edge.budget;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.notifier.port.ClientRates;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one client address has open and may still take. A connection holds its budget, so that a request looks nothing
 * up. Thread-safe without locks.
 */
public final class ClientBudget implements ClientRates {
    private final String network;
    private final BudgetSettings settings;
    private final AddressRefusals refusals;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger sockets = new AtomicInteger();
    private final AtomicInteger feeds = new AtomicInteger();
    private final AtomicLong buffered = new AtomicLong();
    private final TokenBucket handshakes;
    private final TokenBucket reads;
    private final TokenBucket commands;

    ClientBudget(String network, BudgetSettings settings, Refusals refusals, long now) {
        this.network = network;
        this.settings = settings;
        this.refusals = new AddressRefusals(network, refusals, now);
        this.handshakes = new TokenBucket(settings.handshakes(), now);
        this.reads = new TokenBucket(settings.reads(), now);
        this.commands = new TokenBucket(settings.commands(), now);
    }

    /** The address or network as a key. */
    public String network() {
        return network;
    }

    /** Counts a new connection; false when it must be refused. */
    boolean connect(long now) {
        if (handshakes.take(now) > 0) {
            refusals.count(Limit.HANDSHAKES, now);
            return false;
        }
        if (connections.incrementAndGet() > settings.connections()) {
            connections.decrementAndGet();
            refusals.count(Limit.CONNECTIONS, now);
            return false;
        }
        return true;
    }

    void disconnect() {
        connections.decrementAndGet();
    }

    /** @throws ProblemException too-many-requests, also while too many bytes wait for this client */
    public void chargeRead() {
        if (buffered.get() > settings.bufferedBytes()) {
            throw refusals.full(Limit.BUFFERED_BYTES);
        }
        charge(reads, Limit.READS);
    }

    /** @throws ProblemException too-many-requests */
    public void chargeCommand() {
        charge(commands, Limit.COMMANDS);
    }

    @Override
    public long takeRead() {
        return take(reads, Limit.READS);
    }

    @Override
    public long takeCommand() {
        return take(commands, Limit.COMMANDS);
    }

    private void charge(TokenBucket bucket, Limit limit) {
        long wait = bucket.take(System.nanoTime());
        if (wait > 0) {
            throw refusals.tooFast(limit, wait);
        }
    }

    private long take(TokenBucket bucket, Limit limit) {
        long now = System.nanoTime();
        long wait = bucket.take(now);
        if (wait == 0) {
            return 0;
        }
        refusals.count(limit, now);
        return 1 + TimeUnit.NANOSECONDS.toSeconds(wait);
    }

    /** Counts an open socket or feed; throws the problem too-many-requests at the maximum. */
    void open(Limit limit) {
        if (counter(limit).incrementAndGet() > max(limit)) {
            counter(limit).decrementAndGet();
            throw refusals.full(limit);
        }
    }

    void close(Limit limit) {
        counter(limit).decrementAndGet();
    }

    /** Adds bytes of an answer; subtract them when it was sent. */
    public void addBuffered(long bytes) {
        buffered.addAndGet(bytes);
    }

    /** Whether a new budget would be no different. */
    boolean isUnused(long now) {
        return connections.get() <= 0
                && sockets.get() <= 0
                && feeds.get() <= 0
                && buffered.get() <= 0
                && handshakes.isFull(now)
                && reads.isFull(now)
                && commands.isFull(now);
    }

    private AtomicInteger counter(Limit limit) {
        return limit == Limit.SOCKETS ? sockets : feeds;
    }

    private int max(Limit limit) {
        return limit == Limit.SOCKETS ? settings.sockets() : settings.feeds().perAddress();
    }
}
