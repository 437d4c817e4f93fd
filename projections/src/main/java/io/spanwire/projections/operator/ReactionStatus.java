package io.spanwire.projections.operator;

import java.time.Instant;

/**
 * How far a reaction is.
 *
 * @param start {@code now} or {@code beginning}: what it took when it was new
 * @param declared whether the worker that started last has it
 * @param behind the events that it has yet to see
 * @param parked the streams that wait for it
 */
public record ReactionStatus(
        String name, int version, String start, Instant since, boolean declared, long behind, long parked) {}
