package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.RunningCommand;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events are archived while commands are decided and streams are read, and while the run and the server are killed. */
@Tag("long")
@Timeout(300)
class ArchiveUnderLoadIT {
    @Test
    void everyEventIsStoredAndReadOnce() throws Exception {
        try (Recorder recorder =
                        Recorder.to(TestFolders.fresh("archive-history").resolve("history.jsonl"));
                Server server = Server.start("archive-load");
                FaultRun run = FaultRun.start(server, recorder, "archive", 6, Integer.MAX_VALUE, 13)) {
            run.awaitAccepted(60);
            assertThat(archive(server)).isZero();
            run.follow(run.subscribers().get(0).stream());
            run.awaitAccepted(run.accepted() + 40);
            RunningCommand killed = server.startCommand("archive", "--older-than", "0s");
            run.awaitAccepted(run.accepted() + 20);
            int unused = killed.end("KILL");
            server.kill();
            server.start();
            run.awaitAccepted(run.accepted() + 40);
            assertThat(archive(server)).isZero();
            run.awaitAccepted(run.accepted() + 40);

            assertThat(run.verdict(true).events()).hasSizeGreaterThan(100);
            assertThat(server.backend().owner().number("select sum(events) from spanwire.archived_type"))
                    .isEqualTo(server.backend()
                            .owner()
                            .number("select sum(last_version - first_version + 1) from spanwire.archived_page"))
                    .isGreaterThan(60);
            assertThat(server.run("verify", "room-messages").getValue()).contains("equal to the events");
        }
    }

    private static int archive(Server server) throws Exception {
        return server.run("archive", "--older-than", "0s").getKey();
    }
}
