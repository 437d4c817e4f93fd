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
        "java, REST",
        "spanwire-worker, REST",
    })
    void threadsBelongToPartByName(String name, ServerPart part) {
        assertThat(ServerPart.ofThread(name)).isEqualTo(part);
    }

    @ParameterizedTest
    @CsvSource({
        "vert.x-..read-0, EVENT_LOOPS",
        "spanwir..lisher, PRODUCERS",
        "kafka-p..relay, PRODUCERS",
        "spanwir..events, CONSUMERS",
        "kafka-c..orkers, CONSUMERS",
        "data-pl..dler-0, BROKER",
        "kafka-1..thread, BROKER",
        "C2 Comp..hread0, COMPILERS",
    })
    void namesShortenedByNewJdksAreRecognized(String name, ServerPart part) {
        assertThat(ServerPart.ofThread(name)).isEqualTo(part);
    }
}
