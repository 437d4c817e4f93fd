package io.spanwire.projections.lane;

import static io.spanwire.projections.lane.TestTransactions.on;
import static io.spanwire.projections.lane.TestTransactions.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.SubjectForgotten;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome.Accepted;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.schema.KnownProjections;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lanes seal personal data on a real database, and never under a destroyed key. */
class PersonalDataIT {
    private static final StreamId BOX = StreamId.parse("box/a");
    private static final Domains LETTERS = Domains.of(List.of(new LettersDomain()));

    private static NotesTable notes;

    @BeforeAll
    static void start() throws IOException {
        notes = new NotesTable();
    }

    @AfterAll
    static void stop() throws Exception {
        notes.close();
    }

    @BeforeEach
    void empty() {
        notes.empty();
        notes.database()
                .execute("truncate spanwire.personal_key, spanwire.personal_stream, spanwire.forgetting cascade;"
                        + " update spanwire.partition set forgettings = 0");
    }

    @Test
    void storedTextShowsNoPersonalDataAndTheLaneReadsItBack() {
        try (TestTransactions lane = lane(0)) {
            accept(lane, write("ann", "dear Ann"));

            assertThat(bodies())
                    .singleElement()
                    .asString()
                    .contains("\"personal\":\"", "\"to\":\"ann\"", "\"text\":\"\"");
            assertThat(bodies()).noneMatch(body -> body.contains("dear"));
            assertThat(column("select subject || ' ' || stream from spanwire.personal_stream"))
                    .containsExactly("ann box/a");
        }
        try (TestTransactions fresh = lane(1)) {
            accept(fresh, write("ann", "again"));

            assertThat(opened(fresh)).hasSize(2).last().asString().contains("\"text\":\"dear Ann!\",\"length\":8");
        }
    }

    @Test
    void subjectHasOneKeyAndAWarmLaneAsksForItOnce() {
        try (TestTransactions lane = lane(0)) {
            accept(lane, write("ann", "one"));
            long before = lane.roundTrips();
            accept(lane, write("ann", "two"), write("ann", "three"));
            assertThat(lane.roundTrips() - before)
                    .as("round trips with a known key")
                    .isEqualTo(1);
            accept(lane, write("bob", "four"));
        }
        try (TestTransactions other = lane(4)) {
            accept(other, write("ann", "five"));
        }

        assertThat(column("select subject from spanwire.personal_key order by subject"))
                .containsExactly("ann", "bob");
        assertThat(column("select distinct split_part(substring(body from '\"personal\":\"([^\"]*)'), '.', 1)"
                        + " from spanwire.event where body like '%\"to\":\"ann\"%'"))
                .hasSize(1);
    }

    @Test
    void noEventIsSealedUnderADestroyedKeyAndNothingIsRemembered() {
        try (TestTransactions lane = lane(0)) {
            accept(lane, write("ann", "one"), write("ann", "two"), write("ann", "three"));
            String destroyed = column("select id from spanwire.personal_key").get(0);
            assertThat(column("select snapshot from spanwire.stream"))
                    .as("a snapshot")
                    .doesNotContainNull();

            assertThat(forget("ann")).isEqualTo("1");

            assertThat(column("select snapshot from spanwire.stream")).containsOnlyNulls();
            accept(lane, write("ann", "again"));
            assertThat(column("select id from spanwire.personal_key"))
                    .hasSize(1)
                    .doesNotContain(destroyed);
            assertThat(bodies().get(3)).doesNotContain("\"personal\":\"" + destroyed + '.');
            assertThat(opened(lane).get(3)).as("the state was folded again").contains("\"text\":\"!\",\"length\":0");
            assertThat(opened(lane).subList(0, 3)).allMatch(body -> body.endsWith("\"forgotten\":true}"));
            assertThat(column("select stream from spanwire.personal_stream")).containsExactly("box/a");
        }
    }

    @Test
    void forgettingTwiceIsTwoForgettingsAndAnUnknownSubjectNone() {
        try (TestTransactions lane = lane(0)) {
            assertThat(forget("ann")).isNull();
            accept(lane, write("ann", "one"));
            assertThat(forget("ann")).isNotNull();
            assertThat(forget("ann")).isNull();
            accept(lane, on(BOX, "forget-subject", "{\"subject\":\"ann\"}"));

            assertThat(column("select type from spanwire.event order by version"))
                    .containsExactly("box.written", "box.subject-forgotten");
        }
    }

    @Test
    void tornLetterIsUnreadableAndOthersStay() {
        try (TestTransactions lane = lane(0)) {
            accept(lane, write("ann", "one"), write("ann", "two"));
            accept(lane, on(BOX, "tear-up", "{\"letter\":1}"));

            assertThat(column("select version from spanwire.event where secret is not null"))
                    .containsExactly("2");
            assertThat(opened(lane).get(0)).endsWith("\"text\":\"\",\"length\":3},\"forgotten\":true}");
            assertThat(opened(lane).get(1)).contains("\"text\":\"two\"").doesNotContain("forgotten");
        }
    }

    @Test
    void letterIsTornInTheBatchThatWroteIt() {
        try (TestTransactions lane = lane(0)) {
            accept(lane, write("ann", "one"), on(BOX, "tear-up", "{\"letter\":1}"));

            assertThat(column("select version from spanwire.event where secret is not null"))
                    .isEmpty();
            assertThat(column("select snapshot_version from spanwire.stream"))
                    .as("before it is due")
                    .containsExactly("2");
        }
    }

    @Test
    void itIsRecordedHowEachProjectionForgets() {
        Statement statement = new Statement(new Sql("nothing.sql", "select $1::text"), List.of());
        Projection rebuilt = Projection.named("personal", 1)
                .on(
                        LettersDomain.Written.class,
                        statement,
                        event -> Row.of(event.data().to()))
                .build();
        Projection emptied = Projection.named("emptied", 1)
                .on(
                        LettersDomain.Written.class,
                        statement,
                        event -> Row.of(event.data().to()))
                .on(
                        SubjectForgotten.class,
                        statement,
                        event -> Row.of(event.data().subject()))
                .build();
        Projection other = Projection.named("other", 1)
                .on(LettersDomain.Torn.class, statement, event -> Row.of("torn"))
                .build();

        new KnownProjections(Domains.of(List.of(new LettersDomain(rebuilt, emptied, other))), Set.of())
                .compare(notes.database().schemaOwner().login());

        assertThat(column("select name || ' ' || forgetting from spanwire.projection"
                        + " where name in ('personal', 'emptied', 'other') order by name"))
                .containsExactly("emptied event", "other none", "personal rebuild");
    }

    @Test
    void workerCanDestroySecretsAndChangeNothingElse() {
        List<String> rights = column(
                "select column_name || ' ' || privilege_type from information_schema.column_privileges"
                        + " where table_name = 'event' and grantee = 'worker' and privilege_type in ('UPDATE', 'DELETE')");
        List<String> keys =
                column("select distinct grantee || ' ' || privilege_type from information_schema.table_privileges"
                        + " where table_name = 'personal_key' and grantee in ('worker', 'reader') order by 1");

        assertThat(rights).isEmpty();
        assertThat(column("select role || ' ' || has_function_privilege(role,"
                        + " 'spanwire.destroy_secrets(text[], bigint[])', 'execute')"
                        + " from unnest(array['reader', 'worker']) as role"))
                .containsExactly("reader false", "worker true");
        assertThat(keys).containsExactly("reader SELECT", "worker INSERT", "worker SELECT");
    }

    private static TestTransactions lane(long offset) {
        return notes.lane(offset, LETTERS, "letters");
    }

    private static Command write(String to, String text) {
        return on(BOX, "write", "{\"to\":\"" + to + "\",\"text\":\"" + text + "\"}");
    }

    private static void accept(TestTransactions lane, Command... commands) {
        assertThat(outcomes(lane.run(commands))).hasSize(commands.length).allMatch(each -> each instanceof Accepted);
    }

    /** Destroys the subject's key as the operator does; the number of the forgetting. */
    private static String forget(String subject) {
        return column("select spanwire.forget_subject('" + subject + "', 'test')")
                .get(0);
    }

    /** The events as the lane folds them. */
    private static List<String> opened(TestTransactions lane) {
        return lane.journal().inTransaction(transaction -> {
            Map<Long, String> events = transaction.eventsAfter(BOX, 0, 100);
            return List.copyOf(events.values());
        });
    }

    private static List<String> bodies() {
        return column("select body from spanwire.event order by version");
    }

    private static List<String> column(String query) {
        return notes.database().column(query);
    }
}
