/**
 * Archived events: many consecutive events of one stream, compressed into one page. Depends on the messages and on zstd.
 * Read {@link io.spanwire.bus.archive.ArchivedPage} first.
 */
@NullMarked
package io.spanwire.bus.archive;

import org.jspecify.annotations.NullMarked;
