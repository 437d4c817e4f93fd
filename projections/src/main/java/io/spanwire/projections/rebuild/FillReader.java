package io.spanwire.projections.rebuild;

import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.journal.PipelinedConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The reading of windows on a thread and a connection of its own, one window ahead of the writer. */
final class FillReader implements AutoCloseable {
    private final PipelinedConnection connection;
    private final MergedEvents events;
    private final Executor thread = task -> new Thread(task, "spanwire-rebuild-read").start();
    private CompletableFuture<Optional<FillWindow>> ahead;

    FillReader(Supplier<PipelinedConnection> open, FillSource source, List<FillProgress> from) {
        this.connection = open.get();
        this.events = new MergedEvents(source, connection, from);
        this.ahead = CompletableFuture.supplyAsync(events::next, thread);
    }

    /** The next window; empty after the last. Throws {@link FillFailed} and {@link DatabaseUnavailable}. */
    Optional<FillWindow> next() {
        Optional<FillWindow> window = join();
        if (window.isPresent()) {
            ahead = CompletableFuture.supplyAsync(events::next, thread);
        }
        return window;
    }

    private Optional<FillWindow> join() {
        try {
            return ahead.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
