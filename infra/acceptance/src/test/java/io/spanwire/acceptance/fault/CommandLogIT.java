package io.spanwire.acceptance.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.fault.kind.InvalidRecords;
import io.spanwire.acceptance.fault.kind.RecordsRepeated;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.history.HistoryEntry;
import io.spanwire.bus.json.CommandJson;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Foreign records appear in the command log, or the committed offsets of the workers' group are reset. */
@Tag("long")
class CommandLogIT extends ClusterFixture {
    private static final int USERS = 4;
    private static final int COMMANDS = 1_000;

    private Server frontend;
    private Server worker;

    @BeforeAll
    void start() throws Exception {
        worker = cluster.serve("worker", "worker");
        frontend = cluster.serve("frontend", "edge,notifier");
    }

    @Test
    @Order(1)
    void repeatedCommandsHaveOneEffect() throws Exception {
        try (FaultRun run = FaultRun.start(frontend, recorder, "twice", USERS, COMMANDS, 51)) {
            run.awaitAccepted(100);

            RecordsRepeated twice = new RecordsRepeated(frontend.backend());
            twice.inject();

            assertThat(twice.prove()).isNotEmpty();
            Recovery.record(twice.name(), run.awaitAllStreamsAdvance());
            run.verdict(true);
        }
    }

    @Test
    @Order(2)
    void invalidRecordsAreParkedAndLaneContinues() throws Exception {
        try (FaultRun run = FaultRun.start(frontend, recorder, "invalid", USERS, COMMANDS, 52)) {
            run.awaitAccepted(100);

            InvalidRecords invalid = new InvalidRecords(frontend.backend());
            invalid.inject();
            assertThat(invalid.prove()).contains("4");
            Recovery.record(invalid.name(), run.awaitAllStreamsAdvance());
            run.verdict(true);
        }
    }

    @Test
    @Order(3)
    void operatorDropsParkedCommandOfUnknownType() throws Exception {
        SignedInUser user = frontend.signIn("Ann");
        Command command = new Command(
                UUID.randomUUID(),
                StreamId.parse("nothing/here"),
                "shout",
                "{}",
                Caller.of(user.subject(), user.name()),
                Instant.EPOCH,
                OptionalLong.empty());
        recorder.record(new HistoryEntry.Invoked(
                recorder.now(), user.subject(), command.id(), "nothing/here", "shout", "{}", null));

        int partition =
                new Partitioning(frontend.backend().commandLog().endOffsets().size()).of(command.stream());
        frontend.backend().commandLog().append(partition, "nothing/here".getBytes(UTF_8), CommandJson.write(command));

        await("it is parked")
                .atMost(Duration.ofSeconds(30))
                .until(() -> cluster.run("parked", "list").getValue(), list -> list.contains("nothing/here"));
        assertThat(user.get("/api/commands/" + command.id()).status()).isEqualTo(202);
        cluster.run("parked", "drop", "nothing/here");

        assertThat(user.get("/api/commands/" + command.id()).body()).contains("/problems/dropped");
        try (FaultRun run = FaultRun.start(frontend, recorder, "unknown", USERS, 20, 53)) {
            run.verdict(false);
        }
    }

    @Test
    @Order(4)
    void resetOffsetsRepeatNothing() throws Exception {
        try (FaultRun run = FaultRun.start(frontend, recorder, "reset", USERS, COMMANDS, 54)) {
            run.awaitAccepted(100);
            assertThat(worker.terminate()).isPresent();
            long events = events();

            int reset = await("the group is empty, its offsets can be set")
                    .atMost(Duration.ofSeconds(40))
                    .ignoreExceptions()
                    .until(() -> frontend.backend().commandLog().resetOffsets(), offsets -> offsets > 0);
            assertThat(reset).isPositive();
            assertThat(events()).as("nothing is decided meanwhile").isEqualTo(events);
            worker.start();

            Recovery.record("offsets reset to the beginning", run.awaitAllStreamsAdvance());
            run.verdict(true);
        }
    }

    private long events() throws Exception {
        return frontend.backend().owner().number("select count(*) from spanwire.event");
    }
}
