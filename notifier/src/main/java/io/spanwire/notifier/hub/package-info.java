/**
 * The path of events from Kafka to the waiting cursors: one reader, one hot tail, one shard per event loop. May depend
 * on Vert.x core and the Kafka adapters. Read {@link io.spanwire.notifier.hub.Hub} and
 * {@link io.spanwire.notifier.hub.Subscription} first.
 */
@NullMarked
package io.spanwire.notifier.hub;

import org.jspecify.annotations.NullMarked;
