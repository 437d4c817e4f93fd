/**
 * What the parts can do without the product: bare Vert.x, raw Kafka, raw PostgreSQL. They run in a process of their own
 * with the JVM settings and the CPUs that the product gets.
 */
@NullMarked
package io.spanwire.bench.reference;

import org.jspecify.annotations.NullMarked;
