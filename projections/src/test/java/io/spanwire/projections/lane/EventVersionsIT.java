package io.spanwire.projections.lane;

import static io.spanwire.bus.message.OperatorOrder.Verb.RETRY;
import static io.spanwire.projections.lane.TestTransactions.on;
import static io.spanwire.projections.lane.TestTransactions.order;
import static io.spanwire.projections.lane.TestTransactions.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.fold.HistoryDeserializer;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome.Accepted;
import io.spanwire.bus.message.Outcome.Rejected;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.project.BulkStatement;
import io.spanwire.projections.project.Projector;
import io.spanwire.projections.schema.KnownEventTypes;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A domain continues a history whose events have an older version: it folds, decides and projects them. */
class EventVersionsIT {
    private static final StreamId BOOK = StreamId.parse("guestbook/lobby");
    private static final String HELLO = "{\"text\":\"hello\"}";

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
        notes.database().execute("truncate spanwire.event_type");
    }

    @Test
    void newVersionContinuesTheOldHistory() {
        List<String> old = history(4);
        try (TestTransactions second = notes.lane(4, Guestbook.second(), "2")) {
            assertThat(outcomes(second.run(signedBy("unknown"))))
                    .as("the old events were folded, with the author of the upcaster")
                    .allMatch(each -> each instanceof Rejected);

            assertThat(outcomes(second.run(signedBy("ann")))).allMatch(each -> each instanceof Accepted);
            assertThat(outcomes(second.run(signedBy("ann")))).allMatch(each -> each instanceof Rejected);
        }
        assertThat(notes.texts()).contains("ann: hello");
        assertThat(bodies()).as("the stored history").startsWith(old.toArray(String[]::new));
        assertThat(bodies().get(4)).contains("\"dataschema\":\"spanwire:/schemas/guestbook.signed/2\"");
        assertThat(old).noneMatch(body -> body.contains("dataschema"));
    }

    @Test
    void oldEventsAreProjectedAsTheirCurrentVersion() {
        String body = history(1).get(0);
        Domains second = Guestbook.second();

        List<BulkStatement> plan = new Projector(second)
                .plan(List.of(
                        HistoryDeserializer.event(second.streamType("guestbook").orElseThrow(), body)));

        assertThat(plan).hasSize(1);
        assertThat(plan.get(0).rows().get(0).values()).containsExactly("lobby", 1L, "unknown: hello");
    }

    @Test
    void olderWorkerParksAStreamWithNewerEventsUntilTheNewerWorkerRetries() {
        try (TestTransactions second = notes.lane(0, Guestbook.second(), "2")) {
            assertThat(outcomes(second.run(signedBy("ann")))).allMatch(each -> each instanceof Accepted);
        }
        try (TestTransactions first = notes.lane(1, Guestbook.first(), "1")) {
            assertThat(outcomes(first.run(signedBy("bob")))).isEmpty();
            assertThat(notes.database().column("select reason from spanwire.parked_stream"))
                    .containsExactly("event guestbook.signed at version 1 has data of version 2,"
                            + " and this worker's domain knows only up to 1");
            assertThat(outcomes(first.run(on(StreamId.parse("guestbook/other"), "sign", HELLO))))
                    .as("other streams continue")
                    .allMatch(each -> each instanceof Accepted);
        }
        try (TestTransactions second = notes.lane(3, Guestbook.second(), "2")) {
            assertThat(second.carryOut(order(BOOK, RETRY))).hasSize(1).allMatch(each -> each instanceof Accepted);
        }
        assertThat(notes.parked()).isEmpty();
    }

    @Test
    void everyTypeAndVersionIsRecordedOnceAndAWarmLaneSendsNothingMore() {
        history(2);
        assertThat(types()).containsExactly("guestbook.signed 1");
        try (TestTransactions second = notes.lane(2, Guestbook.second(), "2")) {
            second.run(signedBy("ann"));
            assertThat(types()).containsExactly("guestbook.signed 1", "guestbook.signed 2");
            notes.database().execute("truncate spanwire.event_type");

            second.run(signedBy("bob"));

            assertThat(types()).isEmpty();
        }
        try (TestTransactions other = notes.lane(4, Guestbook.second(), "2")) {
            other.run(signedBy("cat"));

            assertThat(types()).containsExactly("guestbook.signed 2");
        }
    }

    @Test
    void typeOfARefusedBatchIsRecordedWithTheCommandsThatSucceed() {
        notes.refuseBad();
        try (TestTransactions first = notes.lane(0, Guestbook.first(), "1")) {
            first.run(on(StreamId.parse("guestbook/bad"), "sign", "{\"text\":\"bad\"}"), on(BOOK, "sign", HELLO));

            assertThat(notes.parked()).containsExactly("guestbook/bad 1");
            assertThat(types()).containsExactly("guestbook.signed 1");
        } finally {
            notes.acceptBad();
        }
    }

    @Test
    void storedEventsThatNoDomainReadsAreNamedWithTheirNumber() {
        history(3);
        try (TestTransactions second = notes.lane(3, Guestbook.second(), "2")) {
            second.run(signedBy("ann"), signedBy("bob"));
        }

        assertThat(unknown(Guestbook.second())).isEmpty();
        assertThat(unknown(Guestbook.first()))
                .containsExactly(
                        "2 stored events of type guestbook.signed version 2 cannot be read: the domain has only its"
                                + " versions up to 1. Commands to their streams wait until a domain can.");
        assertThat(unknown(Domains.of(List.of())))
                .containsExactly(
                        "3 stored events of type guestbook.signed version 1 cannot be read: no domain has the stream type"
                                + " guestbook. Commands to their streams wait until a domain can.",
                        "2 stored events of type guestbook.signed version 2 cannot be read: no domain has the stream type"
                                + " guestbook. Commands to their streams wait until a domain can.");
    }

    private static List<String> unknown(Domains domains) {
        return new KnownEventTypes(domains)
                .unknown(notes.database().schemaOwner().login());
    }

    /** Stores events of version 1 in one stream and returns their texts. */
    private static List<String> history(int events) {
        try (TestTransactions first = notes.lane(0, Guestbook.first(), "1")) {
            for (int i = 0; i < events; i++) {
                assertThat(outcomes(first.run(on(BOOK, "sign", HELLO)))).allMatch(each -> each instanceof Accepted);
            }
        }
        return bodies();
    }

    private static Command signedBy(String author) {
        return new Command(
                UUID.randomUUID(),
                BOOK,
                "sign",
                HELLO,
                Caller.of(author, author),
                Instant.parse("2026-11-22T10:00:00.123Z"),
                OptionalLong.empty());
    }

    private static List<String> bodies() {
        return notes.database().column("select body from spanwire.event order by position");
    }

    private static List<String> types() {
        return notes.database().column("select type || ' ' || version from spanwire.event_type order by type, version");
    }
}
