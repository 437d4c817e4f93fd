package io.spanwire.launcher.platform;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Started parts, closed in reverse order; a part that fails to close does not stop the others from closing. */
public final class CloseStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /** Adds a part, to be closed before everything added earlier. */
    public synchronized <T extends AutoCloseable> T add(T part) {
        started.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            closeOne(started.pop());
        }
    }

    static void closeOne(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.error("part did not close cleanly part={}", part.getClass().getSimpleName(), e);
        }
    }
}
