/**
 * From the committed rows to Kafka: events in position order, outcomes to whoever waits. Read
 * {@link io.spanwire.projections.relay.Relay} first.
 */
@NullMarked
package io.spanwire.projections.relay;

import org.jspecify.annotations.NullMarked;
