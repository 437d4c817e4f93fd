package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A power cut: the single broker loses what it had not flushed to disk, PostgreSQL keeps what it has committed. */
@Timeout(300)
class PowerCutIT {

    @Test
    void decisionsSurviveLossOfLogEnd() throws Exception {
        try (Recorder recorder = Recorder.to(TestFolders.fresh("power-history").resolve("history.jsonl"));
                Server server = Server.start("power")) {
            assumeThat(server.backend().isEmbedded()).as("a single broker").isTrue();
            try (FaultRun run = FaultRun.start(server, recorder, "power", 6, 2_000, 21)) {
                run.awaitAccepted(300);

                server.kill();
                List<Path> truncated =
                        truncateLogs(server.folder().resolve("data").resolve("kafka"));
                Duration recovery = server.start();

                assertThat(truncated).as("logs that lost their end").isNotEmpty();
                assertThat(log(server)).contains("command log was truncated");
                run.awaitAccepted(run.accepted() + 200);
                run.verdict(true);
                Recovery.record("power cut: the broker's logs lose their second half", recovery);
            }
        }
    }

    /** Truncates each log of commands and events in the middle, as if the rest had only been in memory. */
    private static List<Path> truncateLogs(Path kafka) throws IOException {
        try (Stream<Path> files = Files.walk(kafka)) {
            List<Path> logs = files.filter(PowerCutIT::holdsCommandsOrEvents).toList();
            for (Path log : logs) {
                try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() / 2);
                }
            }
            return logs;
        }
    }

    private static boolean holdsCommandsOrEvents(Path file) {
        String path = file.toString();
        return path.endsWith(".log")
                && (path.contains("spanwire.commands-") || path.contains("spanwire.events-"))
                && file.toFile().length() > 0;
    }

    private static String log(Server server) throws IOException {
        return Files.readString(server.folder().resolve("data").resolve("logs").resolve("spanwire.log"));
    }
}
