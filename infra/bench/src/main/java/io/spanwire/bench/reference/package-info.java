/**
 * The reference programs: the plain server of a tutorial; bare Vert.x, raw Kafka and raw PostgreSQL. They run in separate
 * processes with the JVM settings and the CPUs of the product. Read {@link io.spanwire.bench.reference.PlainServer} first.
 */
@NullMarked
package io.spanwire.bench.reference;

import org.jspecify.annotations.NullMarked;
