package io.spanwire.projections.operator;

import java.time.Instant;

/**
 * A timer that waits for its time.
 *
 * @param owner the reaction that set it; empty for a decider
 * @param target the stream that gets the command
 */
public record WaitingTimer(String stream, String owner, String name, Instant due, String target, String command) {}
