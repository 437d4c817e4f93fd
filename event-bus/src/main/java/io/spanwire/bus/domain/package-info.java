/**
 * The domain API, which users implement: a {@link io.spanwire.bus.domain.Domain} of stream types, projections, views,
 * reactions and access rules. Pure Java: no Vert.x, no Kafka, no SQL client; deciders and evolutions use no I/O and no clock.
 * Read {@link io.spanwire.bus.domain.StreamType} first.
 */
@NullMarked
package io.spanwire.bus.domain;

import org.jspecify.annotations.NullMarked;
