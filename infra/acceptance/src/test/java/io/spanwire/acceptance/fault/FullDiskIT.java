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

/** PostgreSQL and Kafka run on separate small disks, which are full for a while. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class FullDiskIT {
    private static final Duration BOUNDED = Duration.ofSeconds(12);
    private static final Duration SOON = Duration.ofSeconds(5);

    private SmallDisk database;
    private SmallDisk kafka;
    private ProxiedDeployment deployment;
    private ProxiedCluster cluster;

    @BeforeAll
    void start() throws Exception {
        Path folder = TestFolders.fresh("full-disk");
        database = SmallDisk.mount(folder.resolve("database"), 400);
        kafka = SmallDisk.mount(folder.resolve("kafka"), 200);
        deployment = ProxiedDeployment.start(folder, List.of(ProxiedDeployment.ONE));
        cluster = deployment.cluster();
    }

    @AfterAll
    void stop() throws Exception {
        if (deployment != null) {
            deployment.close();
        }
        for (SmallDisk disk : List.of(database, kafka)) {
            disk.close();
        }
    }

    @Test
    void commandsAreAcceptedWhileDatabaseDiskIsFull() throws Exception {
        Probe edge = deployment.edgeProbe();
        DiskFull fault =
                new DiskFull("PostgreSQL", database, () -> deployment.worker(0).output(), () -> {
                    if (cluster.database().hasLostPostmaster()) {
                        cluster.database().kill();
                        cluster.startDatabase();
                    }
                });
        try (FaultRun run = deployment.run("database-full", 4, 61)) {
            Probe.Sent[] sent = new Probe.Sent[1];
            deployment.injectAndHeal(fault, run, () -> {
                sent[0] = postUntilFaultShows(edge, "chat/database-full-1");
                sent[0].timed().assertStatus(202, BOUNDED);
            });
            sent[0].resolve();
            run.verdict(true);
        }
    }

    /** Free space inside preallocated files may take some more commands. */
    private static Probe.Sent postUntilFaultShows(Probe edge, String stream) throws Exception {
        Probe.Sent sent = edge.post(stream);
        for (int more = 0; more < 500 && sent.timed().reply().status() == 200; more++) {
            sent = edge.post(stream);
        }
        return sent;
    }

    @Test
    void commandsAreRefusedWhileKafkaDiskIsFull() throws Exception {
        Probe edge = deployment.edgeProbe();
        Probe notifier = deployment.notifierProbe();
        DiskFull fault = new DiskFull("Kafka", kafka, cluster.broker()::output, () -> {
            assertThat(cluster.broker().isAlive())
                    .as("Kafka ends when it cannot write")
                    .isFalse();
            cluster.broker().start();
        });
        try (FaultRun run = deployment.run("kafka-full", 4, 62)) {
            Probe.Sent[] sent = new Probe.Sent[1];
            deployment.injectAndHeal(fault, run, () -> {
                sent[0] = postUntilFaultShows(edge, "chat/kafka-full-1");
                sent[0].timed().assertUnavailable(BOUNDED);
                edge.get("/api/views/room-messages?room=any").assertStatus(200, SOON);
                notifier.get("/api/streams/chat/kafka-full-1/events?after=0").assertStatus(200, SOON);
            });
            sent[0].resolve();
            run.verdict(true);
        }
    }
}
