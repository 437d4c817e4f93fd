/**
 * Publishing to Kafka: committed events in position order, outcomes to the edges that wait for them. Depends on the
 * module event-bus only. Read {@link io.spanwire.projections.relay.Relay} first.
 */
@NullMarked
package io.spanwire.projections.relay;

import org.jspecify.annotations.NullMarked;
