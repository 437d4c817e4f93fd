package io.spanwire.projections.lane;

/** The command log ends before what was decided from it: it is another log, or was cut. Nothing is decided then. */
final class CommandLogReplaced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandLogReplaced(int partition, long end, long next) {
        super("Partition " + partition + " of the command log ends at " + end + ", but commands up to " + next
                + " were decided from it. The topic was deleted or replaced, or this is another cluster's database.");
    }
}
