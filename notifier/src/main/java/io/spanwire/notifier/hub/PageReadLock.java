package io.spanwire.notifier.hub;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to read and hold a page of history, among the subscriptions that share a connection: one page per
 * connection bounds its memory, whatever it subscribes to. Belongs to one event loop.
 */
public final class PageReadLock {
    private final Queue<Subscription> waiting = new ArrayDeque<>();
    private @Nullable Subscription holder;

    /** True when it is this one's turn now; else it is called when its turn comes. */
    boolean take(Subscription subscription) {
        if (holder == null) {
            holder = subscription;
        } else if (holder != subscription) {
            waiting.add(subscription);
        }
        return holder == subscription;
    }

    /** Gives the turn to the next one; whoever only waited stops waiting. */
    void release(Subscription subscription) {
        if (holder != subscription) {
            waiting.remove(subscription);
            return;
        }
        holder = waiting.poll();
        if (holder != null) {
            holder.turnCame();
        }
    }

    boolean isHeldBy(Subscription subscription) {
        return holder == subscription;
    }
}
