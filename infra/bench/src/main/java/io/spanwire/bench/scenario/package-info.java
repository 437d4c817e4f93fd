/**
 * The measurements. A {@link io.spanwire.bench.scenario.Scenario} defines contenders, the product first;
 * {@link io.spanwire.bench.scenario.InterleavedRounds} measures them in turns.
 */
@NullMarked
package io.spanwire.bench.scenario;

import org.jspecify.annotations.NullMarked;
