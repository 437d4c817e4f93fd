/**
 * The words the parts of Spanwire say to each other, as validating values: {@link io.spanwire.bus.message.StreamId},
 * {@link io.spanwire.bus.message.Command}, {@link io.spanwire.bus.message.Outcome},
 * {@link io.spanwire.bus.message.StoredEvent}, {@link io.spanwire.bus.message.Problem}. Pure: no Kafka, no Vert.x, no
 * SQL. Read {@code Command} first, then {@code Outcome}.
 */
@NullMarked
package io.spanwire.bus.message;

import org.jspecify.annotations.NullMarked;
