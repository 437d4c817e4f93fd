package io.spanwire.bus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class PartitioningTest {
    @Test
    void hashEqualsKafkas() {
        Random random = new Random(7);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(Partitioning.murmur2(bytes)).isEqualTo(Utils.murmur2(bytes));
        }
    }

    @Test
    void partitionEqualsKafkasDefaultPartitioner() {
        Partitioning partitioning = new Partitioning(24);
        for (int i = 0; i < 1_000; i++) {
            StreamId stream = new StreamId("chat", "room-" + i);
            byte[] key = stream.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(partitioning.of(stream)).isEqualTo(Utils.toPositive(Utils.murmur2(key)) % 24);
        }
    }

    @Test
    void zeroPartitionsAreRefused() {
        assertThatThrownBy(() -> new Partitioning(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
