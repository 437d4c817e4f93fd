package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.ChatExport;
import io.spanwire.acceptance.harness.PublishedEvents;
import io.spanwire.acceptance.harness.RunningCommand;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A large import is killed in the middle, and stopped in the middle; repeated, it stores the rest and nothing twice. */
@Tag("long")
class KilledImportIT {
    private static final int MESSAGES = 100_000;
    private static final int ROOMS = 200;
    private static final Duration SOON = Duration.ofSeconds(60);

    private Server server;
    private Path file;

    @BeforeEach
    void start() throws Exception {
        server = Server.start("killed-import");
        assumeThat(server.backend().isEmbedded()).isTrue();
        file = ChatExport.write(TestFolders.fresh("killed-import-file").resolve("chat.ndjson"), MESSAGES, ROOMS);
        server.terminate();
    }

    @AfterEach
    void stop() {
        server.close();
        server.children().forEach(ProcessHandle::destroyForcibly); // a killed import leaves its database running
    }

    @Test
    void killedImportContinues() throws Exception {
        long killed = endInTheMiddle("KILL", 0);
        long terminated = endInTheMiddle("TERM", killed);

        Map.Entry<Integer, String> last = server.run("import", file.toString());

        assertThat(last.getValue())
                .contains(
                        "imported " + String.format("%,d", MESSAGES - terminated) + " events",
                        "skipped " + terminated + " events and " + terminated + " outcomes")
                .doesNotContain("Exception");
        assertThat(last.getKey()).isZero();
        server.start();
        assertThat(number("select count(*) from spanwire.event")).isEqualTo(MESSAGES);
        assertThat(number("select count(*) from read_model.chat_message")).isEqualTo(MESSAGES);
        assertThat(number("select sum(head) from spanwire.partition")).isEqualTo(MESSAGES);
        assertThat(number("select count(*) from spanwire.outcome")).isEqualTo(MESSAGES);
        assertEverythingIsPublished();
        assertExportIsTheFile();
        SignedInUser ann = server.signIn("Ann");
        assertThat(ann.post("chat/made-up-0", "post-message", "{\"text\":\"new\"}", Map.of())
                        .json()
                        .path("version")
                        .asLong())
                .isEqualTo(MESSAGES / ROOMS + 1L);
    }

    /** Ends an import while it stores; returns how many events are stored, which is neither none nor all of them. */
    private long endInTheMiddle(String signal, long before) throws Exception {
        RunningCommand running = server.startCommand("import", file.toString());
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .until(() -> stored() > before);
        assertThat(running.isAlive()).isTrue();
        assertThat(running.end(signal)).isNotZero();
        long stored = signal.equals("KILL") ? stored() : storedAfterRestart();
        assertThat(stored).as("ended in the middle").isGreaterThan(before).isLessThan(MESSAGES);
        assertThat(running.output()).doesNotContain("imported ");
        return stored;
    }

    /** A terminated import stops its database. */
    private long storedAfterRestart() throws Exception {
        server.start();
        long stored = stored();
        server.terminate();
        return stored;
    }

    private long stored() throws SQLException {
        return number("select count(*) from spanwire.event");
    }

    private long number(String query) throws SQLException {
        return server.backend().owner().number(query);
    }

    private void assertEverythingIsPublished() {
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        PublishedEvents.of(server.backend().kafka()).values().stream()
                                .mapToLong(List::size)
                                .sum())
                .isEqualTo(MESSAGES));
    }

    private void assertExportIsTheFile() throws Exception {
        Path export = file.resolveSibling("again.ndjson");
        assertThat(server.run("export", "--personal", "--out", export.toString())
                        .getKey())
                .isZero();
        assertThat(body(export)).isEqualTo(body(file));
    }

    /** Everything but the first and the last line. */
    private static List<String> body(Path export) throws Exception {
        List<String> lines = Files.readAllLines(export);
        return lines.subList(1, lines.size() - 1);
    }
}
