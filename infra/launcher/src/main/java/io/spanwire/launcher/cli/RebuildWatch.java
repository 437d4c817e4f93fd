package io.spanwire.launcher.cli;

import io.spanwire.projections.operator.ReadModel;
import io.spanwire.projections.operator.RebuildAdmin;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The terminal's view of a task that a worker carries out, until it ends. */
final class RebuildWatch {
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration PICK_UP = Duration.ofSeconds(10);

    private final RebuildAdmin admin;
    private final Console console;
    private final String projection;
    private final ProgressBar bar;

    RebuildWatch(RebuildAdmin admin, Console console, String projection) {
        this.admin = admin;
        this.console = console;
        this.projection = projection;
        this.bar = new ProgressBar(console, projection, "events");
    }

    /** Returns the task when it has ended. */
    ReadModel.Task await() {
        long started = System.nanoTime();
        boolean warned = false;
        while (true) {
            ReadModel.Task task = current();
            if (task.hasEnded()) {
                bar.close();
                return task;
            }
            if (task.state().equals("requested")) {
                if (!warned && System.nanoTime() - started > PICK_UP.toNanos()) {
                    warned = true;
                    console.note("Waiting for a worker that has version " + task.version() + " of " + projection
                            + " and is not busy with another read model. Ctrl-C leaves the request in place.");
                }
            } else {
                bar.show(task.filled(), task.total());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private ReadModel.Task current() {
        Optional<ReadModel.Task> task = admin.readModel(projection).flatMap(ReadModel::task);
        return task.orElseThrow(() -> new IllegalStateException("A requested task is recorded"));
    }
}
