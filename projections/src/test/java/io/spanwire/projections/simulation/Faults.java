package io.spanwire.projections.simulation;

/** The rates of the faults of a schedule: some schedules have none, some only one kind. */
final class Faults {
    private final SeededRandom random;
    private final int connection;
    private final int commit;
    private final int kafka;
    private final int unnoticed;
    private boolean enabled = true;

    Faults(SeededRandom random) {
        this.random = random;
        this.connection = rate(12);
        this.commit = rate(80);
        this.kafka = rate(20);
        this.unnoticed = random.below(100);
    }

    private int rate(int max) {
        return random.percent(40) ? 0 : random.below(max);
    }

    /** No fault happens from now on. */
    void disable() {
        enabled = false;
    }

    boolean isEnabled() {
        return enabled;
    }

    /** Whether the connection to the database breaks here. */
    boolean connectionLost() {
        return enabled && random.perMille(connection);
    }

    /** Whether the connection breaks during a commit. */
    boolean connectionLostInCommit() {
        return enabled && random.perMille(commit);
    }

    /** Whether Kafka does not answer. */
    boolean kafkaUnavailable() {
        return enabled && random.perMille(kafka);
    }

    /** Whether the server notices only later that its client is gone. */
    boolean clientLossUnnoticed() {
        return enabled && random.percent(unnoticed);
    }

    SeededRandom random() {
        return random;
    }
}
