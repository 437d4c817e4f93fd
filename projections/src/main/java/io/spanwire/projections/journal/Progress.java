package io.spanwire.projections.journal;

/**
 * Where a partition stands.
 *
 * @param nextOffset the first command not decided yet
 * @param head the position of its last event
 */
public record Progress(long nextOffset, long head) {}
