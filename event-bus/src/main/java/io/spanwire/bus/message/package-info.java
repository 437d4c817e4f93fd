/**
 * The messages that the modules of Spanwire exchange, as validating values. Pure: no Kafka, no Vert.x, no SQL. Read
 * {@link io.spanwire.bus.message.Command} first, then {@link io.spanwire.bus.message.Outcome}.
 */
@NullMarked
package io.spanwire.bus.message;

import org.jspecify.annotations.NullMarked;
