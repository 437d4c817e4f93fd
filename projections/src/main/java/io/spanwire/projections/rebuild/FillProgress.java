package io.spanwire.projections.rebuild;

/** How far the tables of a task are: they have the events of a partition up to {@code position} of {@code target}. */
record FillProgress(int partition, long position, long target) {
    long remaining() {
        return Math.max(0, target - position);
    }
}
