/**
 * Kafka as Spanwire uses it: three topics, one shared producer a process, readers on threads of their own. Blocking Kafka
 * clients end here; everything beyond is handed records or completion stages. Read
 * {@link io.spanwire.bus.kafka.Topics} first.
 */
@NullMarked
package io.spanwire.bus.kafka;

import org.jspecify.annotations.NullMarked;
