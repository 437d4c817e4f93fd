package io.spanwire.launcher.settings;

/**
 * Where Kafka and PostgreSQL run: inside this process ({@code up}) or elsewhere ({@code serve}), and how much a worker
 * spreads its work there unless the settings say otherwise.
 */
public enum BackendMode {
    /** One lane is the fastest on one machine: its batches are the largest. */
    EMBEDDED(4, 1),
    EXTERNAL(24, 2);

    private final int partitions;
    private final int lanes;

    BackendMode(int partitions, int lanes) {
        this.partitions = partitions;
        this.lanes = lanes;
    }

    /** Partitions of a new installation. */
    int partitions() {
        return partitions;
    }

    /** Lanes of a worker. */
    int lanes() {
        return lanes;
    }
}
