package io.spanwire.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerPartTest {
    @ParameterizedTest
    @CsvSource({
        "vert.x-eventloo, EVENT_LOOPS",
        "spanwire-lane-0, LANES",
        "spanwire-comman, PRODUCERS",
        "kafka-producer-, PRODUCERS",
        "spanwire-read-s, CONSUMERS",
        "kafka-coordinat, CONSUMERS",
        "data-plane-kafk, BROKER",
        "kafka-1-raft-io, BROKER",
        "kafka-scheduler, BROKER",
        "ExpirationReape, BROKER",
        "quorum-controll, BROKER",
        "C2 CompilerThre, COMPILERS",
        "VM Periodic Tas, GC_AND_VM",
        "GC Thread#1, GC_AND_VM",
        "vert.x-worker-t, REST",
        "java, REST",
        "spanwire-worker, REST",
    })
    void threadsBelongToPartByName(String name, ServerPart part) {
        assertThat(ServerPart.ofThread(name)).isEqualTo(part);
    }
}
