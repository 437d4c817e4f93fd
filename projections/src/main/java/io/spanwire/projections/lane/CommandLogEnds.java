package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.TopicLookup;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The ends of the command log's partitions, as Kafka has them. */
@FunctionalInterface
interface CommandLogEnds {
    /** Asks Kafka without blocking; the stage fails when Kafka does not answer. */
    CompletionStage<Map<Integer, TopicLookup.End>> lookUp(Collection<Integer> partitions);
}
