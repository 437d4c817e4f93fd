/**
 * All committed events, read in pages from PostgreSQL. May depend on the SQL client. Read
 * {@link io.spanwire.notifier.history.HistorySource} first.
 */
@NullMarked
package io.spanwire.notifier.history;

import org.jspecify.annotations.NullMarked;
