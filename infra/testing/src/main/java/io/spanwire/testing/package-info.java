/**
 * Tests of domains with everything real: {@link io.spanwire.testing.SpanwireTest} starts a server with its broker and
 * database, {@link io.spanwire.testing.ReadModelFixture} runs projections and views on a database. For users' tests, with
 * JUnit; depends on the launcher. Read {@link io.spanwire.testing.SpanwireServer} first.
 */
@NullMarked
package io.spanwire.testing;

import org.jspecify.annotations.NullMarked;
