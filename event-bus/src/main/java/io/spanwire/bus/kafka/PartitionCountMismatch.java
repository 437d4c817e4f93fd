package io.spanwire.bus.kafka;

/** A topic has another number of partitions than the installation: streams would land in the wrong ones. */
public final class PartitionCountMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PartitionCountMismatch(String topic, int found, int wanted) {
        super("Topic " + topic + " has " + found + " partitions, but this installation was made with " + wanted
                + ". The number never changes: point Spanwire at the Kafka cluster of this installation, or restore the"
                + " topic with " + wanted + " partitions.");
    }
}
