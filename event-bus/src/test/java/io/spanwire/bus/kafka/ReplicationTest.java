package io.spanwire.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicationTest {
    private static final OptionalInt TWO = OptionalInt.of(2);

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 2", "3, 3, 2", "9, 3, 2"})
    void threeReplicasOrAsManyAsThereAreBrokers(int brokers, int replicas, int inSync) {
        assertThat(usual(brokers).ofNewTopic("t")).isEqualTo((short) replicas);
        assertThat(Replication.inSync(replicas)).isEqualTo(inSync);
        assertThat(usual(brokers).warning("t", replicas, OptionalInt.of(inSync)))
                .isEmpty();
    }

    @Test
    void whatTheSettingsAskForIsTaken() {
        assertThat(asked(3, 1).ofNewTopic("t")).isEqualTo((short) 1);
        assertThat(asked(5, 5).ofNewTopic("t")).isEqualTo((short) 5);
    }

    @Test
    void moreReplicasThanBrokersAreRefused() {
        assertThatThrownBy(() -> asked(2, 3).ofNewTopic("spanwire.events"))
                .isInstanceOf(TooFewBrokers.class)
                .hasMessageContainingAll("spanwire.events", "3 replicas", "2 brokers", "replication=2");
    }

    @Test
    void fewerReplicasThanThereCouldBeAreWarnedOf() {
        assertThat(asked(3, 1).warning("t", 1, OptionalInt.of(1)))
                .hasValueSatisfying(text -> assertThat(text).contains("Topic t has 1 of 3 replicas"));
        assertThat(asked(5, 5).warning("t", 3, TWO))
                .hasValueSatisfying(text -> assertThat(text).contains("3 of 5 replicas"));
    }

    @Test
    void anAcknowledgementByOneReplicaIsWarnedOf() {
        assertThat(usual(3).warning("t", 3, OptionalInt.of(1)))
                .hasValueSatisfying(text -> assertThat(text).contains("min.insync.replicas=1"));
        assertThat(usual(3).warning("t", 3, OptionalInt.empty()))
                .hasValueSatisfying(text -> assertThat(text).contains("unknown"));
    }

    /** A broker that is down for a moment does not make the topics worse. */
    @Test
    void threeReplicasAreEnoughWhileABrokerIsDown() {
        assertThat(usual(2).warning("t", 3, TWO)).isEmpty();
    }

    private static Replication usual(int brokers) {
        return new Replication(brokers, OptionalInt.empty());
    }

    private static Replication asked(int brokers, int replicas) {
        return new Replication(brokers, OptionalInt.of(replicas));
    }
}
