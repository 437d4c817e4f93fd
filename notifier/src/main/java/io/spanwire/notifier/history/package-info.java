/**
 * All committed events, read in pages from PostgreSQL. May depend on the SQL client and Netty's buffers. Read
 * {@link io.spanwire.notifier.history.HistorySource} first.
 */
@NullMarked
package io.spanwire.notifier.history;

import org.jspecify.annotations.NullMarked;
