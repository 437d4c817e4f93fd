/**
 * The history checker: compares what clients sent and received with what the server stored. Pure; depends only on
 * Jackson, so that a bug of the server cannot hide in shared code. Read
 * {@link io.spanwire.acceptance.history.HistoryEntry} first, then {@link io.spanwire.acceptance.history.Checker}.
 */
@NullMarked
package io.spanwire.acceptance.history;

import org.jspecify.annotations.NullMarked;
