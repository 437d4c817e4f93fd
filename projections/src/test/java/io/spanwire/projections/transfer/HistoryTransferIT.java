package io.spanwire.projections.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.projections.exportfile.HistoryToken;
import io.spanwire.projections.transfer.GuestsDomain.NameChosen;
import io.spanwire.projections.transfer.GuestsDomain.NameReleased;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an import stores of an export, on a real database. */
class HistoryTransferIT {
    private static Vertx vertx;
    private static EmbeddedPostgres server;

    private Installation source;
    private Installation target;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        server = Installation.server();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void create() throws Exception {
        source = Installation.create(server, vertx, "source", 3);
        target = Installation.create(server, vertx, "target", 5);
    }

    @Test
    void importedHistoryIsTheSameWithAnotherNumberOfPartitions() throws Exception {
        source.load(GuestsFile.talk(400).text());

        ImportResult result = target.load(source.export());

        assertThat(result).isEqualTo(new ImportResult(802, 441, 0, 0));
        for (String table : List.of(
                Installation.EVENTS,
                Installation.OUTCOMES,
                Installation.STREAMS,
                Installation.NAMES,
                Installation.WORDS)) {
            assertThat(target.rows(table)).isNotEmpty().isEqualTo(source.rows(table));
        }
        source.assertPositionsAreDense();
        target.assertPositionsAreDense();
        assertThat(target.rows("select 1 from spanwire.partition where head > 0"))
                .hasSizeGreaterThan(3);
        assertThat(lines(target.export())).containsExactlyElementsOf(lines(source.export()));
    }

    @Test
    void outcomesThatHaveExpiredAreToldFromTheirEvents() throws Exception {
        String withEvents = "select command, stream, actor, version, events, at from spanwire.outcome"
                + " where events > 0 order by command";
        source.load(GuestsFile.talk(400).text());
        List<String> stored = source.rows(withEvents);
        source.execute("delete from spanwire.outcome where events > 0");
        assertThatThrownBy(source::export).hasMessageContaining("has no outcome");
        source.execute("update spanwire.installation set outcomes_from = now() + interval '100 years'");

        ImportResult result = target.load(source.export());

        assertThat(result).isEqualTo(new ImportResult(802, 441, 0, 0));
        assertThat(target.rows(Installation.EVENTS)).isEqualTo(source.rows(Installation.EVENTS));
        assertThat(target.rows(withEvents)).isEqualTo(stored);
        assertThat(target.rows("select distinct name, fingerprint from spanwire.outcome where events > 0"))
                .containsExactly("expired|");
    }

    @Test
    void repeatedImportSkipsWhatIsStored() throws Exception {
        String file = GuestsFile.talk(300).text();
        target.load(file);
        List<String> before = target.rows("select * from spanwire.event order by partition, position");

        ImportResult again = target.load(file);

        assertThat(again).isEqualTo(new ImportResult(0, 0, 602, 331));
        assertThat(target.rows("select * from spanwire.event order by partition, position"))
                .isEqualTo(before);
    }

    @Test
    void webhooksPassImportedEventsOverUnlessTheyAreBehind() throws Exception {
        GuestsFile first = new GuestsFile().say("ann", "one").say("bob", "two");
        target.load(first.text());
        addWebhook("now");
        addWebhook("beginning");

        target.load(new GuestsFile(first).say("ann", "three").say("bob", "four").text());

        assertThat(
                        target.rows(
                                "select w.description, sum(p.head - a.position) from spanwire.webhook as w"
                                        + " join spanwire.webhook_position as a on a.webhook = w.id"
                                        + " join spanwire.partition as p on p.partition = a.partition"
                                        + " where p.head > 0 and (w.description = 'now' or a.position < p.head) group by 1 order by 1 desc"))
                .containsExactly(
                        "now|0",
                        "beginning|"
                                + target.rows("select sum(head) from spanwire.partition")
                                        .get(0));
    }

    private void addWebhook(String place) throws Exception {
        target.execute(
                "select spanwire.add_webhook(gen_random_uuid(), '" + place + "', '*', '{}', 'https://example.org',"
                        + " decode(repeat('00', 32), 'hex'), 'me', 9, '" + place + "', null, null)");
    }

    @Test
    void laterExportContinuesAnEarlierOne() throws Exception {
        GuestsFile first = new GuestsFile().say("ann", "one").say("bob", "two").reject("ann");
        source.load(first.text());
        String full = source.export();
        source.load(new GuestsFile(first)
                .say("ann", "three")
                .add("cid")
                .reject("bob")
                .text());

        HistoryToken token = Installation.token(full);
        String later = source.export("*", Optional.of(token));

        assertThat(later).contains("three", "\"from\":\"" + token.text()).doesNotContain("\"one\"", "\"two\"");
        assertThatThrownBy(() -> target.load(later))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining("Line 2: version 2 of guest/ann does not follow what is stored, version 0");
        target.load(full);
        target.load(later);
        for (String table :
                List.of(Installation.EVENTS, Installation.OUTCOMES, Installation.STREAMS, Installation.WORDS)) {
            assertThat(target.rows(table)).isEqualTo(source.rows(table));
        }
        assertThat(lines(source.export("*", Optional.of(Installation.token(later)))))
                .isEmpty();
    }

    @Test
    void oneStreamOrOneTypeIsExported() throws Exception {
        source.load(GuestsFile.talk(700).text());

        String one = source.export("guest/g1", Optional.empty());
        String type = source.export("guest/*", Optional.empty());
        String none = source.export("other/*", Optional.empty());

        target.load(one);
        assertThat(target.rows(Installation.EVENTS))
                .isEqualTo(source.rows(Installation.EVENTS.replace("order", "where stream = 'guest/g1' order")));
        assertThat(target.rows(Installation.OUTCOMES))
                .isNotEmpty()
                .isEqualTo(source.rows(Installation.OUTCOMES.replace("order", "where stream = 'guest/g1' order")));
        assertThat(lines(type)).containsExactlyElementsOf(lines(source.export()));
        assertThat(lines(none)).isEmpty();
    }

    @Test
    void largeEventsAreExportedPageByPage() throws Exception {
        GuestsFile file = new GuestsFile();
        for (int i = 0; i < 60; i++) {
            file.say("g" + i % 2, "large ".repeat(i % 10 == 0 ? 700_000 : 10_000));
        }
        source.load(file.text());

        target.load(source.export());

        assertThat(target.rows(Installation.EVENTS)).isEqualTo(source.rows(Installation.EVENTS));
        assertThat(lines(source.export("guest/g1", Optional.empty()))).hasSize(60);
    }

    @Test
    void exportIsOneMomentWhileEventsAreWritten() throws Exception {
        GuestsFile first = GuestsFile.talk(600);
        source.load(first.text());
        String more =
                new GuestsFile(first).say("g1", "later").say("new", "later").text();
        boolean[] written = new boolean[1];

        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                if (!written[0] && size() > 10_000) {
                    written[0] = true;
                    assertThat(load(more).events()).isEqualTo(2);
                }
            }
        };
        source.export("*", Optional.empty(), out);

        assertThat(written[0]).as("events were written in the middle").isTrue();
        String file = out.toString(StandardCharsets.UTF_8);
        assertThat(file).doesNotContain("later");
        target.load(file);
        assertThat(target.rows("select count(*) from spanwire.event")).containsExactly("1202");
        assertThat(source.export("*", Optional.of(Installation.token(file)))).contains("guest/new", "later");
    }

    private ImportResult load(String file) {
        try {
            return source.load(file);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void namesThatWanderBetweenStreamsAreImportedInTheOrderOfTime() throws Exception {
        GuestsFile file = new GuestsFile();
        for (int i = 0; i < 40; i++) {
            file.add("g" + i, new NameChosen("king")).add("g" + i, new NameReleased("king"));
        }
        source.load(file.add("last", new NameChosen("king")).text());

        target.load(source.export());

        assertThat(target.rows(Installation.NAMES)).containsExactly("king|last");
    }

    /** The lines between the first and the last. */
    private static List<String> lines(String export) {
        List<String> all = export.lines().toList();
        return all.subList(1, all.size() - 1).stream().sorted().toList();
    }
}
