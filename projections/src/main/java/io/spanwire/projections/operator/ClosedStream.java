package io.spanwire.projections.operator;

import java.time.Instant;

/** A stream that an operator has closed: since when, who did it, and why. */
public record ClosedStream(String stream, Instant since, String actor, String reason) {}
