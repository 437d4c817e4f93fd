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
 * The checker must report violations of the real program when its guards are disabled, or a passing check proves
 * nothing. The program has no switch for that: a folder in front of the worker's class path replaces {@code .sql}
 * files, and the owner drops keys. Each promise has more than one guard, so a test disables all guards of a promise.
 */
@Tag("long")
@Timeout(300)
class CheckerCanFailIT {
    private static final String JOURNAL = "io/spanwire/projections/journal/";
    private static final String PROGRESS = "select partition, next_offset,";
    /** Reports a partition's progress three commands too low, so that they are decided again. */
    private static final String OLD_PROGRESS = "select partition, greatest(next_offset - 3, 0) as next_offset,";

    private static final Map<String, UnaryOperator<String>> NO_CLAIM = Map.of(
            "claim.sql", sql -> sql.replace(PROGRESS, OLD_PROGRESS),
            "partition-progress.sql", sql -> sql.replace(PROGRESS, OLD_PROGRESS),
            "append.sql",
                    sql -> sql.replace("and p.next_offset = moving.expected_offset", "")
                            .replace("and p.head = moving.expected_head", ""));

    /** With a random epoch, the offsets reported to Kafka belong to another history and do not reveal a lost claim. */
    private static final Map<String, UnaryOperator<String>> NO_REPORTED_OFFSETS =
            Map.of("history.sql", sql -> sql.replace("select epoch", "select gen_random_uuid() as epoch"));

    private static final Map<String, UnaryOperator<String>> NO_LOOKUP =
            Map.of("known-outcomes.sql", sql -> sql.replace("any ($1)", "any ($1) and false"));

    private static final Map<String, UnaryOperator<String>> NO_DENSE_POSITIONS =
            Map.of("claim.sql", sql -> sql.replace(", head\n", ", greatest(head - 1, 0) as head\n"));

    private static final String NO_COMMAND_KEY = "alter table spanwire.outcome drop constraint outcome_pkey";
    private static final String NO_POSITION_KEY =
            "alter table spanwire.event drop constraint event_partition_position_key";

    @Test
    void withoutClaimLookupAndKeyCommandsAreDecidedTwice() throws Exception {
        try (Mutant mutant =
                Mutant.start("no-claim", List.of(NO_CLAIM, NO_REPORTED_OFFSETS, NO_LOOKUP), NO_COMMAND_KEY)) {
            List<Violation> violations = mutant.violations();

            assertThat(mutant.worker.output()).contains("claim lost");
            assertThat(violations).extracting(Violation::rule).contains(Rule.ONE_OUTCOME);
        }
    }

    @Test
    void withoutLookupAndKeyRepeatedCommandIsDecidedTwice() throws Exception {
        try (Mutant mutant = Mutant.start("no-key", List.of(NO_LOOKUP), NO_COMMAND_KEY)) {
            mutant.run.awaitAccepted(60);
            RecordsRepeated repeated = new RecordsRepeated(mutant.frontend.backend());
            repeated.inject();

            List<Violation> violations = mutant.violations();

            assertThat(repeated.prove()).isNotEmpty();
            assertThat(violations).extracting(Violation::rule).contains(Rule.ONE_OUTCOME);
        }
    }

    @Test
    void withoutPositionKeyTwoEventsSharePosition() throws Exception {
        try (Mutant mutant = Mutant.start("no-position-key", List.of(NO_DENSE_POSITIONS), NO_POSITION_KEY)) {
            List<Violation> violations = mutant.violations();

            assertThat(mutant.frontend
                            .backend()
                            .owner()
                            .number("select count(*) - count(distinct (partition, position)) from spanwire.event"))
                    .isPositive();
            assertThat(violations).extracting(Violation::rule).contains(Rule.DENSE_POSITIONS);
        }
    }

    /** The counter-check: a lost claim alone does no harm, because the outcome of a decided command is found. */
    @Test
    void withoutClaimAloneNothingIsDecidedTwice() throws Exception {
        try (Mutant mutant = Mutant.start("no-claim-alone", List.of(NO_CLAIM, NO_REPORTED_OFFSETS))) {
            mutant.run.awaitAccepted(100);

            mutant.run.verdict(true);

            assertThat(mutant.worker.output()).contains("claim lost");
        }
    }

    /** A cluster whose worker runs modified statements, under load. */
    private static final class Mutant implements AutoCloseable {
        private final Recorder recorder;
        private final TestCluster cluster;
        private final Server worker;
        private final Server frontend;
        private final FaultRun run;

        private Mutant(String name, List<Map<String, UnaryOperator<String>>> statements, String... ownerSql)
                throws Exception {
            recorder =
                    Recorder.to(TestFolders.fresh("mutant-" + name + "-history").resolve("history.jsonl"));
            cluster = TestCluster.start("mutant-" + name);
            frontend = cluster.serve("frontend", "edge,notifier");
            frontend.backend().owner().execute(ownerSql);
            worker = cluster.serve(
                    "worker", "worker", new LaunchOptions(Map.of(), List.of(write(statements, cluster.folder()))));
            run = FaultRun.start(frontend, recorder, name, 4, 2_000, 61);
        }

        static Mutant start(String name, List<Map<String, UnaryOperator<String>>> statements, String... ownerSql)
                throws Exception {
            return new Mutant(name, statements, ownerSql);
        }

        private static Path write(List<Map<String, UnaryOperator<String>>> statements, Path folder) throws IOException {
            Path root = folder.resolve("overrides");
            Path journal = Files.createDirectories(root.resolve(JOURNAL));
            for (Map<String, UnaryOperator<String>> changes : statements) {
                for (Map.Entry<String, UnaryOperator<String>> change : changes.entrySet()) {
                    String original = original(change.getKey());
                    String changed = change.getValue().apply(original);
                    assertThat(changed).isNotEqualTo(original);
                    Files.writeString(journal.resolve(change.getKey()), changed);
                }
            }
            return root;
        }

        private static String original(String statement) throws IOException {
            try (InputStream sql =
                    Objects.requireNonNull(Mutant.class.getResourceAsStream('/' + JOURNAL + statement), statement)) {
                return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        List<Violation> violations() throws Exception {
            run.awaitAccepted(200);
            return run.violations();
        }

        @Override
        public void close() throws IOException {
            run.close();
            recorder.close();
            cluster.close();
        }
    }
}
