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

/** Somebody writes to the command log what does not belong there, or moves the offsets that Kafka keeps for the workers. */
class CommandLogIT extends InstallationFixture {
    private static final int PEOPLE = 4;
    private static final int COMMANDS = 1_000;

    private Server door;
    private Server worker;

    @BeforeAll
    void start() throws Exception {
        worker = installation.serve("worker", "worker");
        door = installation.serve("door", "edge,notifier");
    }

    @Test
    @Order(1)
    void commandsThatAreTwiceInTheLogHaveOneEffect() throws Exception {
        try (FaultRun run = FaultRun.start(door, recorder, "twice", PEOPLE, COMMANDS, 51)) {
            run.untilAccepted(100);

            RecordsRepeated twice = new RecordsRepeated(door.backend());
            twice.inject();

            assertThat(twice.prove()).isNotEmpty();
            Recovery.record(twice.name(), run.untilAllStreamsMove());
            run.verdict(true);
        }
    }

    @Test
    @Order(2)
    void recordsThatAreNoCommandsAreKeptAndTheLaneGoesOn() throws Exception {
        try (FaultRun run = FaultRun.start(door, recorder, "poison", PEOPLE, COMMANDS, 52)) {
            run.untilAccepted(100);

            InvalidRecords poison = new InvalidRecords(door.backend());
            poison.inject();

            assertThat(poison.prove()).contains("4");
            Recovery.record(poison.name(), run.untilAllStreamsMove());
            run.verdict(true);
        }
    }

    @Test
    @Order(3)
    void aCommandOfATypeThatNoDomainKnowsIsParkedAndAnOperatorDropsIt() throws Exception {
        SignedInUser person = door.person("Nobody");
        Command command = new Command(
                UUID.randomUUID(),
                StreamId.parse("nothing/here"),
                "shout",
                "{}",
                Caller.of(person.subject(), person.name()),
                Instant.EPOCH,
                OptionalLong.empty());
        recorder.record(new HistoryEntry.Invoked(
                recorder.now(), person.subject(), command.id(), "nothing/here", "shout", "{}", null));

        int partition = new Partitioning(door.backend().commandLog().ends().size()).of(command.stream());
        door.backend().commandLog().append(partition, "nothing/here".getBytes(UTF_8), CommandJson.write(command));

        await("it is parked")
                .atMost(Duration.ofSeconds(30))
                .until(() -> installation.run("parked", "list").getValue(), list -> list.contains("nothing/here"));
        assertThat(person.get("/api/commands/" + command.id()).status()).isEqualTo(202);
        installation.run("parked", "drop", "nothing/here");

        assertThat(person.get("/api/commands/" + command.id()).body()).contains("/problems/dropped");
        try (FaultRun run = FaultRun.start(door, recorder, "unknown", PEOPLE, 20, 53)) {
            run.verdict(false);
        }
    }

    @Test
    @Tag("long")
    @Order(4)
    void offsetsResetToTheBeginningRepeatNothing() throws Exception {
        try (FaultRun run = FaultRun.start(door, recorder, "reset", PEOPLE, COMMANDS, 54)) {
            run.untilAccepted(100);
            assertThat(worker.terminate()).isPresent();
            long events = events();

            int reset = await("the group is empty, its offsets can be set")
                    .atMost(Duration.ofSeconds(40))
                    .ignoreExceptions()
                    .until(() -> door.backend().commandLog().resetOffsets(), offsets -> offsets > 0);
            assertThat(reset).isPositive();
            assertThat(events()).as("nothing is decided meanwhile").isEqualTo(events);
            worker.start();

            Recovery.record("offsets reset to the beginning", run.untilAllStreamsMove());
            run.verdict(true);
        }
    }

    private long events() throws Exception {
        return door.backend().owner().number("select count(*) from spanwire.event");
    }
}
