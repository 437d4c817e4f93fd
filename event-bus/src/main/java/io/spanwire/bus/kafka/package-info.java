/**
 * The Kafka adapters: three topics, one shared producer per process, readers on their own threads. Blocking Kafka
 * clients stay inside this package; callers get records or completion stages. Read {@link io.spanwire.bus.kafka.Topics}
 * first.
 */
@NullMarked
package io.spanwire.bus.kafka;

import org.jspecify.annotations.NullMarked;
