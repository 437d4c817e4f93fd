/** What was measured and where: readings, metrics, the table for people and the JSON for programs. */
@NullMarked
package io.spanwire.bench.report;

import org.jspecify.annotations.NullMarked;
