/**
 * Measures the whole program beside bare references, in one run on one machine. Start reading at
 * {@link io.spanwire.bench.Bench}: it starts two processes, plays the scenarios, prints the report.
 */
@NullMarked
package io.spanwire.bench;

import org.jspecify.annotations.NullMarked;
