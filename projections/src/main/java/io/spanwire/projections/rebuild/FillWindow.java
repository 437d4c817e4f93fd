package io.spanwire.projections.rebuild;

import io.spanwire.projections.project.BulkStatement;
import java.util.List;

/**
 * Events that are written in one transaction, in the order of their time.
 *
 * @param statements of all of them
 * @param moves the partitions' positions before and after
 */
record FillWindow(List<FillEvent> events, List<BulkStatement> statements, List<Move> moves) {
    /** What a window does to a partition's position. */
    record Move(int partition, long from, long to) {
        long events() {
            return to - from;
        }
    }
}
