/**
 * Whether split tables help: events and outcomes in one table each, and in tables by partition, with many rows. Read
 * {@link io.spanwire.bench.tables.TableBench} first.
 */
@NullMarked
package io.spanwire.bench.tables;

import org.jspecify.annotations.NullMarked;
