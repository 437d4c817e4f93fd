package io.spanwire.projections.lane;

/** Kafka's id of the command log's topic, which changes when the topic is deleted and recreated. Any thread. */
@FunctionalInterface
interface CommandTopicId {
    /**
     * Asks Kafka.
     *
     * @throws io.spanwire.bus.kafka.KafkaUnavailable when Kafka does not answer or has no such topic
     */
    String lookUp();

    /** The id of some seconds ago, without asking; empty when there was no such topic. */
    default String lastSeen() {
        return lookUp();
    }
}
