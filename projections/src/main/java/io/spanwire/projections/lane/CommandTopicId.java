package io.spanwire.projections.lane;

/** Which topic the command log is: Kafka's id, another one when it was deleted and made anew. From any thread. */
@FunctionalInterface
interface CommandTopicId {
    /**
     * Asks Kafka.
     *
     * @throws io.spanwire.bus.kafka.KafkaUnavailable when it does not answer, or there is no such topic
     */
    String now();

    /** The same as of some seconds ago, without asking; empty when there was no such topic. */
    default String lately() {
        return now();
    }
}
