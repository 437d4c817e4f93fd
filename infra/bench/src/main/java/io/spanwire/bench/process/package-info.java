/**
 * The processes under test: starts them, pins them to CPUs, reads their figures from {@code /proc}, and ends them. Read
 * {@link io.spanwire.bench.process.ProductServer} first.
 */
@NullMarked
package io.spanwire.bench.process;

import org.jspecify.annotations.NullMarked;
