package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.fault.kind.DiskFull;
import io.spanwire.acceptance.harness.ProxiedCluster;
import io.spanwire.acceptance.harness.SmallDisk;
import io.spanwire.acceptance.harness.TestFolders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL and Kafka on small disks of their own, which are full for a while. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class FullDiskIT {
    private static final Duration BOUNDED = Duration.ofSeconds(12);
    private static final Duration SOON = Duration.ofSeconds(5);

    private SmallDisk database;
    private SmallDisk kafka;
    private WiredRun wired;
    private ProxiedCluster installation;

    @BeforeAll
    void start() throws Exception {
        Path folder = TestFolders.fresh("full-disk");
        database = SmallDisk.mount(folder.resolve("database"), 400);
        kafka = SmallDisk.mount(folder.resolve("kafka"), 200);
        wired = WiredRun.start(folder, List.of(WiredRun.ONE));
        installation = wired.installation();
    }

    @AfterAll
    void stop() throws Exception {
        if (wired != null) {
            wired.close();
        }
        for (SmallDisk disk : List.of(database, kafka)) {
            disk.close();
        }
    }

    @Test
    void withoutRoomForTheDatabaseCommandsAreAcceptedAndWait() throws Exception {
        Probe edge = wired.askEdge();
        DiskFull fault =
                new DiskFull("PostgreSQL", database, () -> wired.worker(0).said(), () -> {
                    if (installation.database().isBeheaded()) {
                        installation.database().kill();
                        installation.startDatabase();
                    }
                });
        try (FaultRun run = wired.run("database-full", 4, 61)) {
            Probe.Sent[] sent = new Probe.Sent[1];
            wired.through(fault, run, () -> {
                sent[0] = untilItBites(edge, "chat/database-full-1");
                sent[0].timed().assertStatus(202, BOUNDED);
            });
            sent[0].settle();
            run.verdict(true);
        }
    }

    /** What is left in its files may take some more commands. */
    private static Probe.Sent untilItBites(Probe edge, String stream) throws Exception {
        Probe.Sent sent = edge.post(stream);
        for (int more = 0; more < 500 && sent.timed().reply().status() == 200; more++) {
            sent = edge.post(stream);
        }
        return sent;
    }

    @Test
    void withoutRoomForTheLogCommandsAreRefusedInTime() throws Exception {
        Probe edge = wired.askEdge();
        Probe hub = wired.askHub();
        DiskFull fault = new DiskFull("Kafka", kafka, installation.broker()::said, () -> {
            assertThat(installation.broker().isAlive())
                    .as("Kafka ends when it cannot write")
                    .isFalse();
            installation.broker().start();
        });
        try (FaultRun run = wired.run("kafka-full", 4, 62)) {
            Probe.Sent[] sent = new Probe.Sent[1];
            wired.through(fault, run, () -> {
                sent[0] = untilItBites(edge, "chat/kafka-full-1");
                sent[0].timed().assertUnavailable(BOUNDED);
                edge.get("/api/views/room-messages?room=any").assertStatus(200, SOON);
                hub.get("/api/streams/chat/kafka-full-1/events?after=0").assertStatus(200, SOON);
            });
            sent[0].settle();
            run.verdict(true);
        }
    }
}
