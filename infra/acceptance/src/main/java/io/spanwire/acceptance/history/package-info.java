/**
 * The history checker: what clients invoked and saw, what the server kept, and whether the two can be true together. Pure;
 * depends on Jackson alone, so that a bug of the server cannot hide in code that both share. Read
 * {@link io.spanwire.acceptance.history.HistoryEntry} first, then {@link io.spanwire.acceptance.history.Checker}.
 */
@NullMarked
package io.spanwire.acceptance.history;

import org.jspecify.annotations.NullMarked;
