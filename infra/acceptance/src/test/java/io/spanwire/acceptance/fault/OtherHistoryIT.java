package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.acceptance.harness.CommandTopic;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kafka and PostgreSQL that no longer belong together: every process refuses to start and says why. */
@Tag("long")
class OtherHistoryIT extends ClusterFixture {
    private static final int PARTITIONS = 24;

    private Server frontend;
    private Server worker;

    @BeforeAll
    void start() throws Exception {
        worker = cluster.serve("worker", "worker");
        frontend = cluster.serve("frontend", "edge,notifier");
    }

    @Test
    @Order(1)
    void databaseFromOlderBackupIsRefusedAndNewerOneContinues() throws Exception {
        Path database = cluster.databaseFolder();
        Path backup = database.resolveSibling("backup");
        Path newer = database.resolveSibling("newer");
        work("before");
        stopAll();
        TestFolders.copy(database, backup);
        startAll();
        work("after");
        stopAll();
        Files.move(database, newer);
        Files.move(backup, database);
        cluster.startBackends();
        long events = frontend.backend().owner().number("select count(*) from spanwire.event");

        assertRefused("restored from an older backup", "spanwire new-epoch");

        assertThat(frontend.backend().owner().number("select count(*) from spanwire.event"))
                .as("nothing was decided on it")
                .isEqualTo(events);
        cluster.stopBackends();
        Files.move(database, backup);
        Files.move(newer, database);
        startAll();
        work("healed");
    }

    @Test
    @Order(2)
    void recreatedCommandLogIsRefused() throws Exception {
        CommandTopic log = frontend.backend().commandLog();
        assertThat(worker.terminate()).isPresent();
        assertThat(frontend.terminate()).isPresent();
        log.delete();
        log.create(PARTITIONS);

        assertRefused("deleted and recreated", "spanwire new-epoch");
    }

    @Test
    @Order(3)
    void commandLogWithMorePartitionsIsRefused() throws Exception {
        frontend.backend().commandLog().addPartitions(PARTITIONS + 1);

        assertRefused("spanwire.commands", "25", "Nothing was changed");
    }

    /** Refused for all roles. */
    private void assertRefused(String... words) {
        for (Server each : List.of(worker, frontend)) {
            assertThatThrownBy(each::start).message().contains(words);
            assertThat(each.isAlive()).isFalse();
        }
    }

    private void work(String name) throws Exception {
        try (FaultRun run = FaultRun.start(frontend, recorder, name, 4, 60, 71)) {
            run.verdict(false);
        }
    }

    private void stopAll() throws IOException, InterruptedException {
        assertThat(worker.terminate()).isPresent();
        assertThat(frontend.terminate()).isPresent();
        cluster.stopBackends();
    }

    private void startAll() throws IOException {
        cluster.startBackends();
        worker.start();
        frontend.start();
    }
}
