package io.spanwire.projections.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.projections.exportfile.BrokenExport;
import io.spanwire.projections.exportfile.HistoryToken;
import io.spanwire.projections.transfer.GuestsDomain.NameChosen;
import io.spanwire.projections.transfer.GuestsDomain.Said;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports and imports that are refused, and what is stored nevertheless, on a real database. */
class RefusedTransferIT {
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
    void tokenOfAnotherHistoryIsRefused() throws Exception {
        source.load(GuestsFile.talk(10).text());
        HistoryToken token = Installation.token(source.export());

        assertThatThrownBy(() -> target.export("*", Optional.of(token)))
                .isInstanceOf(OtherEpoch.class)
                .hasMessageContaining(token.epoch().toString());
        source.execute("update spanwire.partition set head = head - 1 where head > 0");
        assertThatThrownBy(() -> source.export("*", Optional.of(token)))
                .isInstanceOf(OtherEpoch.class)
                .hasMessageContaining("older than the earlier export");
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

        assertThat(target.rows(Installation.EVENTS)).isEmpty();
        assertThat(target.rows(Installation.OUTCOMES)).isEmpty();
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
        assertThat(target.rows(Installation.WORDS)).containsExactly("ann|1|one", "bob|1|one");
    }

    @Test
    void damagedFileStoresWholeBatchesOnly() throws Exception {
        List<String> all = new ArrayList<>(GuestsFile.talk(2_000).text().lines().toList());
        Collections.swap(all, 3_900, 3_902);

        assertThatThrownBy(() -> target.load(String.join("\n", all) + "\n"))
                .isInstanceOf(BrokenExport.class)
                .hasMessageContaining("Line 39");

        long stored = Long.parseLong(
                target.rows("select count(*) from spanwire.event").get(0));
        assertThat(stored).isBetween(1L, 3_900L);
        assertThat(target.rows("select sum(events) from spanwire.outcome")).containsExactly(Long.toString(stored));
        assertThat(target.load(GuestsFile.talk(2_000).text()).knownEvents()).isEqualTo(stored);
        target.assertPositionsAreDense();
    }
}
