package io.spanwire.notifier.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The subscriptions of one stream on one event loop. Any thread notices; the rest belongs to the event loop.
 *
 * <p>Telling goes from the last to the first, and removing moves the last one into the hole: a subscription that leaves
 * while others are told makes none be missed.
 */
final class StreamSubscribers {
    private final AtomicLong newest = new AtomicLong();
    private final AtomicBoolean queued = new AtomicBoolean();
    private final List<Subscription> members = new ArrayList<>();

    /** From any thread: true when somebody has to call {@link #tell}. */
    boolean notice(long version) {
        newest.accumulateAndGet(version, Math::max);
        return queued.compareAndSet(false, true);
    }

    void tell() {
        queued.set(false);
        long version = newest.get();
        for (int i = members.size() - 1; i >= 0; i--) {
            if (i < members.size()) {
                members.get(i).noticed(version);
            }
        }
    }

    /** The newest version noticed since the first of these subscribed. */
    long newest() {
        return newest.get();
    }

    void add(Subscription subscription) {
        subscription.place = members.size();
        members.add(subscription);
    }

    void remove(Subscription subscription) {
        int hole = subscription.place;
        Subscription last = members.remove(members.size() - 1);
        if (last != subscription) {
            members.set(hole, last);
            last.place = hole;
        }
    }

    boolean isEmpty() {
        return members.isEmpty();
    }
}
