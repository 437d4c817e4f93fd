/**
 * A Kafka broker in this process and a PostgreSQL server as its child, for local connections only, with their data in a
 * folder. Depends on the packages {@code folder}, {@code settings} and {@code start}. Read
 * {@link io.spanwire.launcher.embedded.EmbeddedKafka} and {@link io.spanwire.launcher.embedded.EmbeddedDatabase}.
 */
@NullMarked
package io.spanwire.launcher.embedded;

import org.jspecify.annotations.NullMarked;
