/**
 * Delivery of events: replay, live, resume and slow clients are one loop over a cursor. May depend on the event bus,
 * Vert.x core and the SQL client, never on the edge. Read {@link io.spanwire.notifier.Notifier} first, then
 * {@link io.spanwire.notifier.cursor.Cursor}.
 */
@NullMarked
package io.spanwire.notifier;

import org.jspecify.annotations.NullMarked;
