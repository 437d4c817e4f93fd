package io.spanwire.projections.rebuild;

import io.spanwire.projections.journal.PipelinedConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The events of all partitions, merged by time, in windows.
 *
 * <h2>The order across partitions</h2>
 *
 * Only the order within a partition is stored. But streams can compete for the same row, such as a unique name: the
 * stream that takes it must come after the one that released it. The times of the commands give that order, except where a command
 * waited for a busy lane; {@link FillWriter} resolves such cases.
 */
final class MergedEvents {
    static final int WINDOW = 4_000;

    private final FillSource source;
    private final PipelinedConnection connection;
    private final List<PartitionReader> partitions;
    private final PriorityQueue<PartitionReader> next =
            new PriorityQueue<>(Comparator.comparing(PartitionReader::time).thenComparing(PartitionReader::partition));
    private boolean started;

    MergedEvents(FillSource source, PipelinedConnection connection, List<FillProgress> from) {
        this.source = source;
        this.connection = connection;
        this.partitions = from.stream()
                .map(each -> new PartitionReader(source, each, from.size()))
                .toList();
    }

    /** The next window; empty after the last. Throws {@link FillFailed} when an event cannot be read or projected. */
    Optional<FillWindow> next() {
        List<Long> before = partitions.stream().map(PartitionReader::position).toList();
        if (!started) {
            started = true;
            partitions.forEach(this::queue);
        }
        List<FillEvent> events = new ArrayList<>();
        for (PartitionReader first = next.poll(); first != null; first = next.poll()) {
            events.add(first.take());
            queue(first);
            if (events.size() == WINDOW) {
                break;
            }
        }
        List<FillWindow.Move> moves = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            PartitionReader each = partitions.get(i);
            if (each.position() > before.get(i)) {
                moves.add(new FillWindow.Move(each.partition(), before.get(i), each.position()));
            }
        }
        return moves.isEmpty()
                ? Optional.empty()
                : Optional.of(new FillWindow(events, source.statements(events), moves));
    }

    private void queue(PartitionReader partition) {
        if (partition.hasNext(connection)) {
            next.add(partition);
        }
    }
}
