package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.fault.kind.RecordsRepeated;
import io.spanwire.acceptance.harness.LaunchOptions;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestCluster;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import io.spanwire.acceptance.history.Rule;
import io.spanwire.acceptance.history.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real program with a guard switched off must turn the checker red, or a green run means nothing. The program has no such
 * switch: the worker gets a folder in front of its class path with another {@code .sql} of the same name, and the owner drops
 * the keys. Each promise has more than one guard, so for a red run all of its guards go.
 */
@Tag("long")
@Timeout(300)
class CheckerCanFailIT {
    private static final String JOURNAL = "io/spanwire/projections/journal/";
    private static final String STANDS = "select partition, next_offset,";
    /** Says that a partition stands three commands before where it does: they are decided again. */
    private static final String STOOD = "select partition, greatest(next_offset - 3, 0) as next_offset,";

    private static final Map<String, UnaryOperator<String>> NO_CLAIM = Map.of(
            "claim.sql", sql -> sql.replace(STANDS, STOOD),
            "partition-progress.sql", sql -> sql.replace(STANDS, STOOD));

    /** What workers reported to Kafka is never of this history: it does not bear witness against a claim that is lost. */
    private static final Map<String, UnaryOperator<String>> NO_WITNESS =
            Map.of("history.sql", sql -> sql.replace("select epoch", "select gen_random_uuid() as epoch"));

    private static final Map<String, UnaryOperator<String>> NO_LOOKUP =
            Map.of("known-outcomes.sql", sql -> sql.replace("any ($1)", "any ($1) and false"));

    private static final Map<String, UnaryOperator<String>> NO_DENSE_POSITIONS =
            Map.of("claim.sql", sql -> sql.replace(", head\n", ", greatest(head - 1, 0) as head\n"));

    private static final String NO_COMMAND_KEY = "alter table spanwire.outcome drop constraint outcome_pkey";
    private static final String NO_POSITION_KEY =
            "alter table spanwire.event drop constraint event_partition_position_key";

    @Test
    void withoutTheOffsetClaimAndTheGuardsBehindItCommandsAreDecidedTwice() throws Exception {
        try (Mutant mutant = Mutant.start("no-claim", List.of(NO_CLAIM, NO_WITNESS, NO_LOOKUP), NO_COMMAND_KEY)) {
            List<Violation> findings = mutant.findings();

            assertThat(mutant.worker.said()).contains("claim lost");
            assertThat(findings).extracting(Violation::rule).contains(Rule.ONE_OUTCOME);
        }
    }

    @Test
    void withoutTheCommandKeyAndTheLookupARepeatedCommandIsDecidedTwice() throws Exception {
        try (Mutant mutant = Mutant.start("no-key", List.of(NO_LOOKUP), NO_COMMAND_KEY)) {
            mutant.run.untilAccepted(60);
            RecordsRepeated twice = new RecordsRepeated(mutant.door.backend());
            twice.inject();

            List<Violation> findings = mutant.findings();

            assertThat(twice.prove()).isNotEmpty();
            assertThat(findings).extracting(Violation::rule).contains(Rule.ONE_OUTCOME);
        }
    }

    @Test
    void withoutThePositionKeyTwoEventsHaveOnePosition() throws Exception {
        try (Mutant mutant = Mutant.start("no-position-key", List.of(NO_DENSE_POSITIONS), NO_POSITION_KEY)) {
            List<Violation> findings = mutant.findings();

            assertThat(mutant.door
                            .backend()
                            .owner()
                            .number("select count(*) - count(distinct (partition, position)) from spanwire.event"))
                    .isPositive();
            assertThat(findings).extracting(Violation::rule).contains(Rule.DENSE_POSITIONS);
        }
    }

    /** The other side: a lost claim alone does no harm, since a decided command is known. */
    @Test
    void withoutTheOffsetClaimAloneNothingHappensTwice() throws Exception {
        try (Mutant mutant = Mutant.start("no-claim-alone", List.of(NO_CLAIM, NO_WITNESS))) {
            mutant.run.untilAccepted(100);

            mutant.run.verdict(true);

            assertThat(mutant.worker.said()).contains("claim lost");
        }
    }

    /** A worker with other statements, a plain door, people at work. */
    private static final class Mutant implements AutoCloseable {
        private final Recorder recorder;
        private final TestCluster installation;
        private final Server worker;
        private final Server door;
        private final FaultRun run;

        private Mutant(String name, List<Map<String, UnaryOperator<String>>> statements, String... spoil)
                throws Exception {
            recorder =
                    Recorder.to(TestFolders.fresh("mutant-" + name + "-history").resolve("history.jsonl"));
            installation = TestCluster.start("mutant-" + name);
            door = installation.serve("door", "edge,notifier");
            door.backend().owner().execute(spoil);
            worker = installation.serve(
                    "worker",
                    "worker",
                    new LaunchOptions(Map.of(), List.of(written(statements, installation.folder()))));
            run = FaultRun.start(door, recorder, name, 4, 2_000, 61);
        }

        static Mutant start(String name, List<Map<String, UnaryOperator<String>>> statements, String... spoil)
                throws Exception {
            return new Mutant(name, statements, spoil);
        }

        private static Path written(List<Map<String, UnaryOperator<String>>> statements, Path folder)
                throws IOException {
            Path root = folder.resolve("in-front");
            Path journal = Files.createDirectories(root.resolve(JOURNAL));
            for (Map<String, UnaryOperator<String>> some : statements) {
                for (Map.Entry<String, UnaryOperator<String>> change : some.entrySet()) {
                    String plain = plain(change.getKey());
                    String changed = change.getValue().apply(plain);
                    assertThat(changed).isNotEqualTo(plain);
                    Files.writeString(journal.resolve(change.getKey()), changed);
                }
            }
            return root;
        }

        private static String plain(String statement) throws IOException {
            try (InputStream sql =
                    Objects.requireNonNull(Mutant.class.getResourceAsStream('/' + JOURNAL + statement), statement)) {
                return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        List<Violation> findings() throws Exception {
            run.untilAccepted(200);
            return run.findings();
        }

        @Override
        public void close() throws IOException {
            run.close();
            recorder.close();
            installation.close();
        }
    }
}
