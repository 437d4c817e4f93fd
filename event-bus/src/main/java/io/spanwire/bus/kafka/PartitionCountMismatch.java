package io.spanwire.bus.kafka;

/** A topic's partition count differs from the installation's: streams would map to wrong partitions. */
public final class PartitionCountMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PartitionCountMismatch(String topic, int actual, int expected) {
        super("Topic " + topic + " has " + actual + " partitions, but this installation was created with " + expected
                + ". The number never changes: point Spanwire at the Kafka cluster of this installation, or restore the"
                + " topic with " + expected + " partitions.");
    }
}
