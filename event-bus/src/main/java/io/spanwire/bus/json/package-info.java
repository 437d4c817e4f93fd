/**
 * The JSON of messages: one strict reader, and one codec per message. May depend on the messages and on Jackson. Read
 * {@link io.spanwire.bus.json.EventJson} first: its text is delivered unchanged to every reader.
 */
@NullMarked
package io.spanwire.bus.json;

import org.jspecify.annotations.NullMarked;
