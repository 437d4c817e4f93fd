/**
 * A Kafka broker and a PostgreSQL server for one machine: started inside, or as a child of, this process, reachable from
 * this machine only, their data kept in a folder. Read {@link io.spanwire.launcher.embedded.EmbeddedKafka} and
 * {@link io.spanwire.launcher.embedded.EmbeddedDatabase}.
 */
@NullMarked
package io.spanwire.launcher.embedded;

import org.jspecify.annotations.NullMarked;
