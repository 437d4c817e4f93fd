package io.spanwire.notifier.hub;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The lock for reading and holding pages of history, shared by the subscriptions of one connection: one page and the
 * one read ahead bound its memory, whatever it subscribes to. Belongs to one event loop.
 */
public final class PageReadLock {
    private final Queue<PageHolder> waiting = new ArrayDeque<>();
    private @Nullable PageHolder holder;

    /** True when the subscription holds the lock now; else {@link PageHolder#lockAcquired} is called later. */
    boolean tryAcquire(PageHolder subscription) {
        if (holder == null) {
            holder = subscription;
        } else if (holder != subscription) {
            waiting.add(subscription);
        }
        return holder == subscription;
    }

    /** Passes the lock to the next subscription, or removes this one from the queue. */
    void release(PageHolder subscription) {
        if (holder != subscription) {
            waiting.remove(subscription);
            return;
        }
        holder = waiting.poll();
        if (holder != null) {
            holder.lockAcquired();
        }
    }

    /** Whether a subscription waits for it. */
    boolean isContended() {
        return !waiting.isEmpty();
    }

    boolean isHeldBy(PageHolder subscription) {
        return holder == subscription;
    }
}
