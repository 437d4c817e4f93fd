/**
 * What a subscription is: the next version it wants, and the rule that says what to do next. Pure: messages and the JDK only.
 * Read {@link io.spanwire.notifier.cursor.Cursor} first.
 */
@NullMarked
package io.spanwire.notifier.cursor;

import org.jspecify.annotations.NullMarked;
