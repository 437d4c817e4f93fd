/**
 * The reference programs: bare Vert.x, raw Kafka and raw PostgreSQL. They run in a separate process with the JVM
 * settings and the CPUs of the product. Read {@link io.spanwire.bench.reference.ReferenceServer} first.
 */
@NullMarked
package io.spanwire.bench.reference;

import org.jspecify.annotations.NullMarked;
