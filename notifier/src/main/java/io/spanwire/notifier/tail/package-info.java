/**
 * The newest events of all streams in memory, bounded in bytes. Pure: depends on messages, cursors and the JDK only.
 * Read {@link io.spanwire.notifier.tail.HotTail} first.
 */
@NullMarked
package io.spanwire.notifier.tail;

import org.jspecify.annotations.NullMarked;
