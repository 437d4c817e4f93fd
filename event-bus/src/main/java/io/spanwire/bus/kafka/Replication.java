package io.spanwire.bus.kafka;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many brokers keep each record. Three, or all where there are fewer; and wherever there are two replicas or more, a record
 * is acknowledged when two have it: with exactly two brokers, commands are refused while one is down rather than accepted onto
 * the other alone.
 *
 * @param brokers that run now
 * @param asked replicas of each partition by the settings, if they say so
 */
record Replication(int brokers, OptionalInt asked) {
    static final String IN_SYNC = "min.insync.replicas";

    private static final int USUAL = 3;

    /** Of a topic that does not exist yet. */
    short ofNewTopic(String topic) {
        int wanted = asked.orElse(Math.min(USUAL, brokers));
        if (wanted > brokers) {
            throw new TooFewBrokers(topic, wanted, brokers);
        }
        return (short) wanted;
    }

    /** How many replicas have a record before it is acknowledged. */
    static int inSync(int replicas) {
        return Math.min(2, replicas);
    }

    /**
     * What is wrong with a topic that exists, if anything is.
     *
     * @param inSync its {@code min.insync.replicas}; empty when it may not be read
     */
    Optional<String> warning(String topic, int replicas, OptionalInt inSync) {
        int wanted = Math.max(asked.orElse(1), Math.min(USUAL, brokers));
        if (replicas < wanted) {
            return Optional.of("Topic " + topic + " has " + replicas + " of " + wanted
                    + " replicas: what was accepted is lost when too many brokers are. Add replicas with"
                    + " kafka-reassign-partitions, and set its " + IN_SYNC + " to " + inSync(wanted) + ".");
        }
        if (inSync.isEmpty()) {
            return Optional.of("The " + IN_SYNC + " of topic " + topic
                    + " is unknown: Kafka does not let Spanwire read it. It should be " + inSync(replicas) + ".");
        }
        if (inSync.getAsInt() < inSync(replicas)) {
            return Optional.of("Topic " + topic + " has " + IN_SYNC + "=" + inSync.getAsInt()
                    + ": a command is accepted when one broker has it, and lost with that broker. Set it to "
                    + inSync(replicas) + " with kafka-configs.");
        }
        return Optional.empty();
    }
}
