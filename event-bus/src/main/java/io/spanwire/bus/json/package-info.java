/**
 * JSON as Spanwire speaks it: one strict reader, and one writer for each message that travels. May depend on the messages
 * and on Jackson. Read {@link io.spanwire.bus.json.EventJson} first: its text is what everyone downstream passes on.
 */
@NullMarked
package io.spanwire.bus.json;

import org.jspecify.annotations.NullMarked;
