package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.Signals;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two workers and a door, each a process of its own, on a broker and a database in another: each of them fails in turn. */
@Tag("long")
class RolesIT extends InstallationFixture {
    private Server door;
    private Server one;
    private Server two;

    @BeforeAll
    void start() throws Exception {
        door = installation.serve("door", "edge,notifier");
        one = installation.serve("worker-one", "worker");
        two = installation.serve("worker-two", "worker");
    }

    @Test
    @Order(1)
    void aKilledWorkersStreamsGoOnWithTheOther() throws Exception {
        try (FaultRun run = FaultRun.start(door, recorder, "worker-killed", 6, 3_000, 11)) {
            run.untilAccepted(100);

            one.kill();
            assertThat(one.isAlive()).isFalse();
            Duration recovery = run.untilAllStreamsMove();
            one.start();
            run.untilAccepted(run.accepted() + 60);

            Recovery.record("SIGKILL of a worker, until every stream moves", recovery);
            run.verdict(true);
        }
    }

    @Test
    @Order(2)
    void aWorkerFrozenPastItsSessionDoesNoHarmWhenItWakes() throws Exception {
        try (FaultRun run = FaultRun.start(door, recorder, "worker-frozen", 6, 3_000, 12)) {
            run.untilAccepted(100);

            one.freeze();
            assertThat(Signals.isStopped(one.pid())).isTrue();
            Duration recovery = run.untilAllStreamsMove();
            assertThat(Signals.isStopped(one.pid())).as("frozen all the time").isTrue();
            assertThat(recovery)
                    .as("its streams stood still until its session ended")
                    .isGreaterThan(Duration.ofSeconds(4));
            one.thaw();
            run.untilAccepted(run.accepted() + 150);

            Recovery.record("SIGSTOP of a worker, until every stream moves", recovery);
            run.verdict(true);
        }
    }

    @Test
    @Order(3)
    void aKilledDoorLosesNothingItAccepted() throws Exception {
        try (FaultRun run = FaultRun.start(door, recorder, "door-killed", 6, 3_000, 13)) {
            run.untilAccepted(100);

            door.kill();
            assertThat(door.isAlive()).isFalse();
            Duration recovery = door.start();
            run.untilAccepted(run.accepted() + 60);

            Recovery.record("SIGKILL of edge and notifier", recovery);
            run.verdict(true);
            assertThat(run.feeds())
                    .extracting(RecordingSubscriber::subscriptions)
                    .allMatch(times -> times >= 2);
        }
    }

    @Test
    @Order(4)
    void brokerAndDatabaseKilledTogetherComeBackAndEverybodyGoesOn() throws Exception {
        try (FaultRun run = FaultRun.start(door, recorder, "parts-killed", 6, 3_000, 14)) {
            run.untilAccepted(100);

            installation.killParts();
            assertThat(installation.partsAlive()).isFalse();
            long pid = door.pid();
            installation.startParts();
            long back = System.nanoTime();
            run.untilAccepted(run.accepted() + 60);

            Recovery.record("SIGKILL of broker and database", Duration.ofNanos(System.nanoTime() - back));
            run.verdict(true);
            assertThat(List.of(door.isAlive(), one.isAlive(), two.isAlive())).containsOnly(true);
            assertThat(door.pid()).isEqualTo(pid);
        }
    }
}
