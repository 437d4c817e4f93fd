package io.spanwire.bus.kafka;

/** A topic cannot have as many replicas as the settings ask for. */
public final class TooFewBrokers extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooFewBrokers(String topic, int replicas, int brokers) {
        super("Topic " + topic + " cannot be created with " + replicas + " replicas: Kafka has only " + brokers
                + " brokers now. Start the others, or set replication=" + brokers + ".");
    }
}
