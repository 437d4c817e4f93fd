/**
 * The benchmark: measures the whole program and bare reference programs in one run on one machine. Read
 * {@link io.spanwire.bench.Bench} first, then {@code BenchRun}: it starts the servers, runs the scenarios and prints the
 * report.
 */
@NullMarked
package io.spanwire.bench;

import org.jspecify.annotations.NullMarked;
