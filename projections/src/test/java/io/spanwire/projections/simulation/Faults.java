package io.spanwire.projections.simulation;

/** How often what goes wrong, drawn anew for each schedule: some are calm, some rough in one way only. */
final class Faults {
    private final SeededRandom chance;
    private final int connection;
    private final int commit;
    private final int kafka;
    private final int unnoticed;
    private boolean on = true;

    Faults(SeededRandom chance) {
        this.chance = chance;
        this.connection = rate(12);
        this.commit = rate(80);
        this.kafka = rate(20);
        this.unnoticed = chance.below(100);
    }

    private int rate(int most) {
        return chance.percent(40) ? 0 : chance.below(most);
    }

    /** From here on all goes well. */
    void end() {
        on = false;
    }

    boolean on() {
        return on;
    }

    /** The connection to the database breaks here. */
    boolean connectionLost() {
        return on && chance.perMille(connection);
    }

    /** The connection breaks while a commit is under way. */
    boolean commitInDoubt() {
        return on && chance.perMille(commit);
    }

    /** Kafka does not answer. */
    boolean kafkaLost() {
        return on && chance.perMille(kafka);
    }

    /** Whether the server takes a while to notice that its client is gone. */
    boolean unnoticed() {
        return on && chance.percent(unnoticed);
    }

    SeededRandom chance() {
        return chance;
    }
}
