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

/** Kafka and PostgreSQL that do not belong together any more: every process says so and does not start. */
@Tag("long")
class OtherHistoryIT extends InstallationFixture {
    private static final int PARTITIONS = 24;

    private Server door;
    private Server worker;

    @BeforeAll
    void start() throws Exception {
        worker = installation.serve("worker", "worker");
        door = installation.serve("door", "edge,notifier");
    }

    @Test
    @Order(1)
    void aDatabaseFromAnOlderBackupIsRefusedAndTheNewerOneServesOn() throws Exception {
        Path database = installation.databaseFolder();
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
        installation.startParts();
        long events = door.backend().owner().number("select count(*) from spanwire.event");

        assertRefused("restored from an older backup", "spanwire new-epoch");

        assertThat(door.backend().owner().number("select count(*) from spanwire.event"))
                .as("nothing was decided on it")
                .isEqualTo(events);
        installation.stopParts();
        Files.move(database, backup);
        Files.move(newer, database);
        startAll();
        work("healed");
    }

    @Test
    @Order(2)
    void aCommandLogMadeAnewIsRefused() throws Exception {
        CommandTopic log = door.backend().commandLog();
        assertThat(worker.terminate()).isPresent();
        assertThat(door.terminate()).isPresent();
        log.delete();
        log.create(PARTITIONS);

        assertRefused("deleted and recreated", "spanwire new-epoch");
    }

    @Test
    @Order(3)
    void aCommandLogWithMorePartitionsIsRefused() throws Exception {
        door.backend().commandLog().grow(PARTITIONS + 1);

        assertRefused("spanwire.commands", "25", "Nothing was changed");
    }

    /** Whatever its roles. */
    private void assertRefused(String... words) {
        for (Server each : List.of(worker, door)) {
            assertThatThrownBy(each::start).message().contains(words);
            assertThat(each.isAlive()).isFalse();
        }
    }

    private void work(String name) throws Exception {
        try (FaultRun run = FaultRun.start(door, recorder, name, 4, 60, 71)) {
            run.verdict(false);
        }
    }

    private void stopAll() throws IOException, InterruptedException {
        assertThat(worker.terminate()).isPresent();
        assertThat(door.terminate()).isPresent();
        installation.stopParts();
    }

    private void startAll() throws IOException {
        installation.startParts();
        worker.start();
        door.start();
    }
}
