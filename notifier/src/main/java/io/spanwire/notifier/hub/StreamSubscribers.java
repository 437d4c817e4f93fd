package io.spanwire.notifier.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The subscriptions of one stream on one event loop. Any thread may call {@link #newVersion}; the rest belongs to the
 * event loop.
 *
 * <p>Notification runs from the last to the first, and removal moves the last one into the free slot: a subscription
 * that ends during notification makes no other one be skipped.
 */
final class StreamSubscribers {
    private final AtomicLong newest = new AtomicLong();
    private final AtomicBoolean queued = new AtomicBoolean();
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** Records a new version; true when the caller must schedule {@link #notifySubscribers}. Any thread. */
    boolean newVersion(long version) {
        newest.accumulateAndGet(version, Math::max);
        return queued.compareAndSet(false, true);
    }

    void notifySubscribers() {
        queued.set(false);
        long version = newest.get();
        for (int i = subscriptions.size() - 1; i >= 0; i--) {
            if (i < subscriptions.size()) {
                subscriptions.get(i).newVersion(version);
            }
        }
    }

    /** The newest version recorded since the first of these subscribed. */
    long newest() {
        return newest.get();
    }

    void add(Subscription subscription) {
        subscription.slot = subscriptions.size();
        subscriptions.add(subscription);
    }

    void remove(Subscription subscription) {
        int slot = subscription.slot;
        Subscription last = subscriptions.remove(subscriptions.size() - 1);
        if (last != subscription) {
            subscriptions.set(slot, last);
            last.slot = slot;
        }
    }

    boolean isEmpty() {
        return subscriptions.isEmpty();
    }
}
