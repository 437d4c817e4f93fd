/**
 * The results: readings, metrics, and their output as a table or as JSON. Read
 * {@link io.spanwire.bench.report.Comparison} first.
 */
@NullMarked
package io.spanwire.bench.report;

import org.jspecify.annotations.NullMarked;
