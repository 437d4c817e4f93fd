package io.spanwire.bus.kafka;

/** Thrown when a topic has another number of partitions than the installation: streams would map to the wrong ones. */
public final class PartitionCountMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PartitionCountMismatch(String topic, int actual, int expected) {
        super("Topic " + topic + " has " + actual + " partitions, but this installation was created with " + expected
                + ". The number never changes: point Spanwire at the Kafka cluster of this installation, or restore the"
                + " topic with " + expected + " partitions.");
    }
}
