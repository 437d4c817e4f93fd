package io.spanwire.projections.operator;

import io.spanwire.bus.message.StreamId;
import java.time.Instant;

/** A stream parked for an operator: since when, why its first waiting command failed, and how many commands wait. */
public record ParkedStream(StreamId stream, Instant since, String reason, int waiting) {}
