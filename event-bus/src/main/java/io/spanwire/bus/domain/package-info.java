/**
 * What a user writes: a {@link io.spanwire.bus.domain.Domain} of stream types, projections, views and access rules. Pure
 * Java: no Vert.x, no Kafka, no SQL client; deciding and applying are functions without I/O or clock. Read
 * {@link io.spanwire.bus.domain.StreamType} first.
 */
@NullMarked
package io.spanwire.bus.domain;

import org.jspecify.annotations.NullMarked;
