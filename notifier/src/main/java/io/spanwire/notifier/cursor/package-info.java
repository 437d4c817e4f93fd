/**
 * The state of a subscription, the next version, and the rule that chooses its next step. Pure: depends on messages and
 * the JDK only. Read {@link io.spanwire.notifier.cursor.Cursor} first.
 */
@NullMarked
package io.spanwire.notifier.cursor;

import org.jspecify.annotations.NullMarked;
