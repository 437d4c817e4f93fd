package io.spanwire.projections.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.projections.exportfile.BrokenExport;
import io.spanwire.projections.exportfile.HistoryToken;
import io.spanwire.projections.transfer.GuestsDomain.NameChosen;
import io.spanwire.projections.transfer.GuestsDomain.NameReleased;
import io.spanwire.projections.transfer.GuestsDomain.Said;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports and imports on a real database. */
class HistoryTransferIT {
    private static final String EVENTS = "select stream, version, type, at, body from spanwire.event order by 1, 2";
    private static final String OUTCOMES =
            "select command, stream, name, actor, fingerprint, version, events, problem, at"
                    + " from spanwire.outcome order by 1";
    private static final String STREAMS = "select stream, version, snapshot from spanwire.stream order by 1";
    private static final String NAMES = "select name, guest from read_model.guest_name order by 1";
    private static final String WORDS = "select guest, version, words from read_model.guest_words order by 1, 2";

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
        source.load(talk(400).text());

        ImportResult result = target.load(source.export());

        assertThat(result).isEqualTo(new ImportResult(802, 441, 0, 0));
        for (String table : List.of(EVENTS, OUTCOMES, STREAMS, NAMES, WORDS)) {
            assertThat(target.rows(table)).isNotEmpty().isEqualTo(source.rows(table));
        }
        assertPositionsAreDense(source);
        assertPositionsAreDense(target);
        assertThat(target.rows("select 1 from spanwire.partition where head > 0"))
                .hasSizeGreaterThan(3);
        assertThat(lines(target.export())).containsExactlyElementsOf(lines(source.export()));
    }

    @Test
    void outcomesThatHaveExpiredAreToldFromTheirEvents() throws Exception {
        String withEvents = "select command, stream, actor, version, events, at from spanwire.outcome"
                + " where events > 0 order by command";
        source.load(talk(400).text());
        List<String> stored = source.rows(withEvents);
        source.execute("delete from spanwire.outcome where events > 0");
        assertThatThrownBy(source::export).hasMessageContaining("has no outcome");
        source.execute("update spanwire.installation set outcomes_from = now() + interval '100 years'");

        ImportResult result = target.load(source.export());

        assertThat(result).isEqualTo(new ImportResult(802, 441, 0, 0));
        assertThat(target.rows(EVENTS)).isEqualTo(source.rows(EVENTS));
        assertThat(target.rows(withEvents)).isEqualTo(stored);
        assertThat(target.rows("select distinct name, fingerprint from spanwire.outcome where events > 0"))
                .containsExactly("expired|");
    }

    @Test
    void repeatedImportSkipsWhatIsStored() throws Exception {
        String file = talk(300).text();
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

        HistoryToken token = token(full);
        String later = source.export("*", Optional.of(token));

        assertThat(later).contains("three", "\"from\":\"" + token.text()).doesNotContain("\"one\"", "\"two\"");
        assertThatThrownBy(() -> target.load(later))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining("Line 2: version 2 of guest/ann does not follow what is stored, version 0");
        target.load(full);
        target.load(later);
        for (String table : List.of(EVENTS, OUTCOMES, STREAMS, WORDS)) {
            assertThat(target.rows(table)).isEqualTo(source.rows(table));
        }
        assertThat(lines(source.export("*", Optional.of(token(later))))).isEmpty();
    }

    @Test
    void tokenOfAnotherHistoryIsRefused() throws Exception {
        source.load(talk(10).text());
        HistoryToken token = token(source.export());

        assertThatThrownBy(() -> target.export("*", Optional.of(token)))
                .isInstanceOf(OtherEpoch.class)
                .hasMessageContaining(token.epoch().toString());
        source.execute("update spanwire.partition set head = head - 1 where head > 0");
        assertThatThrownBy(() -> source.export("*", Optional.of(token)))
                .isInstanceOf(OtherEpoch.class)
                .hasMessageContaining("older than the earlier export");
    }

    @Test
    void oneStreamOrOneTypeIsExported() throws Exception {
        source.load(talk(700).text());

        String one = source.export("guest/g1", Optional.empty());
        String type = source.export("guest/*", Optional.empty());
        String none = source.export("other/*", Optional.empty());

        target.load(one);
        assertThat(target.rows(EVENTS))
                .isEqualTo(source.rows(EVENTS.replace("order", "where stream = 'guest/g1' order")));
        assertThat(target.rows(OUTCOMES))
                .isNotEmpty()
                .isEqualTo(source.rows(OUTCOMES.replace("order", "where stream = 'guest/g1' order")));
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

        assertThat(target.rows(EVENTS)).isEqualTo(source.rows(EVENTS));
        assertThat(lines(source.export("guest/g1", Optional.empty()))).hasSize(60);
    }

    @Test
    void exportIsOneMomentWhileEventsAreWritten() throws Exception {
        GuestsFile first = talk(600);
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
        assertThat(source.export("*", Optional.of(token(file)))).contains("guest/new", "later");
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

        assertThat(target.rows(NAMES)).containsExactly("king|last");
    }

    @Test
    void refusedRowIsNamedAndNothingOfItsBatchIsStored() throws Exception {
        String file = new GuestsFile()
                .say("ann", "one")
                .add("ann", new NameChosen("ann"))
                .add("bob", new Said("two"), new NameChosen("ann"))
                .text();

        assertThatThrownBy(() -> target.load(file))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining("Line 6: version 1 of guest/bob cannot be stored")
                .hasMessageContaining("23505");

        assertThat(target.rows(EVENTS)).isEmpty();
        assertThat(target.rows(OUTCOMES)).isEmpty();
        assertThat(target.rows("select sum(head) from spanwire.partition")).containsExactly("0");
    }

    @Test
    void otherHistoryOfTheSameStreamIsRefused() throws Exception {
        target.load(new GuestsFile().say("ann", "one").say("bob", "one").text());

        assertThatThrownBy(
                        () -> target.load(new GuestsFile().say("ann", "another").text()))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining("Line 2: version 1 of guest/ann is stored already");
        assertThatThrownBy(() -> target.load(new GuestsFile().reject("ann").text()))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining("Line 2: the command 00000000-0000-0007-0000-000000000001 is decided already");
        assertThatThrownBy(() -> target.load(new GuestsFile()
                        .reject("cid2")
                        .text()
                        .replace("0007-0000-000000000001", "0007-0000-0000000000ff")))
                .isInstanceOf(BrokenExport.class);
        String foreign = new GuestsFile(new GuestsFile().say("x", "").say("x", ""))
                .say("ann", "foreign")
                .text();
        assertThatThrownBy(() -> target.load(foreign))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining("Line 2: version 1 of guest/ann is stored already");
        assertThat(target.rows(WORDS)).containsExactly("ann|1|one", "bob|1|one");
    }

    @Test
    void damagedFileStoresWholeBatchesOnly() throws Exception {
        List<String> all = new ArrayList<>(talk(2_000).text().lines().toList());
        Collections.swap(all, 3_900, 3_902);

        assertThatThrownBy(() -> target.load(String.join("\n", all) + "\n"))
                .isInstanceOf(BrokenExport.class)
                .hasMessageContaining("Line 39");

        long stored = Long.parseLong(
                target.rows("select count(*) from spanwire.event").get(0));
        assertThat(stored).isBetween(1L, 3_900L);
        assertThat(target.rows("select sum(events) from spanwire.outcome")).containsExactly(Long.toString(stored));
        assertThat(target.load(talk(2_000).text()).knownEvents()).isEqualTo(stored);
        assertPositionsAreDense(target);
    }

    /** Some guests say {@code count} times two things; then there are rejections and a name. */
    private static GuestsFile talk(int count) throws Exception {
        GuestsFile file = new GuestsFile();
        for (int i = 0; i < count; i++) {
            file.add("g" + i % 17, new Said("text " + i + " \u00e9\u2028"), new Said("more"));
            if (i % 10 == 0) {
                file.reject("g" + i % 17);
            }
        }
        return file.add("named", new NameChosen("king"), new Said("I am"));
    }

    private static HistoryToken token(String export) {
        String last = export.lines().reduce((first, second) -> second).orElseThrow();
        return HistoryToken.parse(last.replaceFirst(".*\"next\":\"([^\"]*)\".*", "$1"));
    }

    /** The lines between the first and the last. */
    private static List<String> lines(String export) {
        List<String> all = export.lines().toList();
        return all.subList(1, all.size() - 1).stream().sorted().toList();
    }

    private static void assertPositionsAreDense(Installation installation) throws Exception {
        assertThat(
                        installation.rows(
                                "select p.partition from spanwire.partition p left join spanwire.event e using (partition)"
                                        + " group by p.partition having count(e.position) <> p.head or coalesce(max(e.position), 0) <> p.head"))
                .isEmpty();
    }
}
