package io.spanwire.projections.rebuild;

import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.StatementFailed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task carried out by this process, from where it is to its end, or until the process closes. */
final class RebuildRun {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildRun.class);
    /** So few that lanes hardly notice the wait while they are filled in. */
    private static final long MAX_LEFT_FOR_SWITCH = 1_000;

    private static final Duration HELD_BACK = Duration.ofSeconds(1);

    private final RebuildTables tables;
    private final Supplier<PipelinedConnection> openReader;
    private final FillPace pace;
    private final BooleanSupplier isOpen;
    private final RebuildStatus status;

    /** @param openReader opens a second connection, which reads the events */
    RebuildRun(
            RebuildTables tables,
            Supplier<PipelinedConnection> openReader,
            FillPace pace,
            BooleanSupplier isOpen,
            RebuildStatus status) {
        this.tables = tables;
        this.openReader = openReader;
        this.pace = pace;
        this.isOpen = isOpen;
        this.status = status;
    }

    /** Failures of the task end it and are recorded; a database that does not answer is the caller's. */
    void carryOut(RebuildTask task, FillSource source) {
        if (task.state() == RebuildTask.State.CANCELLED) {
            tables.end(task, "cancelled", "");
            return;
        }
        RebuildTask running = task;
        try {
            if (task.state() == RebuildTask.State.REQUESTED) {
                Optional<RebuildTask> started = tables.start(task);
                if (started.isEmpty()) {
                    return;
                }
                running = started.get();
            }
            fillAndFinish(running, source);
        } catch (FillFailed failed) {
            fail(running, failed.reason(), failed);
        } catch (StatementFailed refused) {
            fail(running, refused.reason(), refused);
        }
    }

    private void fail(RebuildTask task, String reason, RuntimeException failure) {
        LOG.error("rebuild failed projection={} reason={}", task.projection(), reason, failure);
        tables.end(task, "failed", reason);
        status.ended(task, "failed: " + reason);
    }

    private void fillAndFinish(RebuildTask task, FillSource source) {
        status.started(task);
        if (!fill(task, source)) {
            status.ended(task, "cancelled");
        } else if (isOpen.getAsBoolean()) {
            finish(task, source);
        }
    }

    /** Fills until few events are left, or the process closes; false when the task was cancelled. */
    private boolean fill(RebuildTask task, FillSource source) {
        List<FillProgress> progress = tables.progress(task);
        while (isOpen.getAsBoolean() && (left(progress) > maxLeft(task) || isHeldBack(task))) {
            if (!fillTo(task, source, progress)) {
                return false;
            }
            progress = tables.progress(task);
        }
        return tables.isRunning(task);
    }

    /** Waits a while, if the tables must not be exchanged yet because lanes of another version would go on writing. */
    private boolean isHeldBack(RebuildTask task) {
        boolean heldBack =
                task.kind() == RebuildTask.Kind.REBUILD && tables.isRunning(task) && tables.otherVersionsRun(task);
        if (heldBack) {
            status.waiting(task);
            LockSupport.parkNanos(HELD_BACK.toNanos());
        }
        return heldBack;
    }

    /** Fills the partitions up to their present targets. */
    private boolean fillTo(RebuildTask task, FillSource source, List<FillProgress> progress) {
        long filled = progress.stream().mapToLong(FillProgress::position).sum();
        long total = filled + left(progress);
        status.progress(task, filled, total - filled);
        try (FillReader reader = new FillReader(openReader, source, progress)) {
            Optional<FillWindow> window = reader.next();
            while (isOpen.getAsBoolean() && window.isPresent()) {
                FillPace.Window writing = pace.start();
                if (!tables.write(task, source, window.get())) {
                    return false;
                }
                filled += window.get().moves().stream()
                        .mapToLong(FillWindow.Move::events)
                        .sum();
                status.progress(task, filled, total - filled);
                window = reader.next();
                writing.end();
            }
        }
        return true;
    }

    /** A verification has a fixed end and is filled completely. */
    private static long maxLeft(RebuildTask task) {
        return task.kind() == RebuildTask.Kind.VERIFY ? 0 : MAX_LEFT_FOR_SWITCH;
    }

    private static long left(List<FillProgress> progress) {
        return progress.stream().mapToLong(FillProgress::remaining).sum();
    }

    private void finish(RebuildTask task, FillSource source) {
        if (task.kind() == RebuildTask.Kind.VERIFY) {
            List<String> differences = tables.compare(task);
            tables.end(task, "done", String.join("\n", differences));
            status.ended(task, differences.isEmpty() ? "equal to the events" : differences.size() + " differences");
        } else if (tables.switchTables(task, source)) {
            LOG.info("read model switched projection={} version={}", task.projection(), task.version());
            status.ended(task, "done");
        } else {
            status.ended(task, "cancelled");
        }
    }
}
