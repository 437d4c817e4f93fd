package io.spanwire.bench.load;

import java.time.Duration;

/** The result of reading a history: the number of events, and the times from the request to the first and last of them. */
public record Replay(long events, Duration toFirst, Duration toLast) {}
