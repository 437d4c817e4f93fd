/**
 * What is measured. A {@link io.spanwire.bench.scenario.Scenario} names contenders, the product first;
 * {@link io.spanwire.bench.scenario.InterleavedRounds} lets them take turns and takes medians.
 */
@NullMarked
package io.spanwire.bench.scenario;

import org.jspecify.annotations.NullMarked;
