package io.spanwire.projections.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Undo, verification, cancellation, and other processes, on a real PostgreSQL. */
@Timeout(120)
class RebuildTasksIT extends RebuildFixture {
    @Test
    void undoPutsTheReplacedTablesBackWithTheEventsSince() {
        store(0, "a", "added", "{\"amount\":1}");
        database.execute("insert into read_model.tally_amount (tally, version, amount) values ('a', 1, 77)");
        request("rebuild", 2);
        run(2, 10, "done");
        store(0, "a", "added", "{\"amount\":2}");

        request("undo", 1);
        run(2, 10, "done");

        assertThat(database.column("select amount from read_model.tally_amount order by version"))
                .containsExactly("77", "20");
        assertThat(database.column("select version from spanwire.projection")).containsExactly("1");
        assertThat(database.column("select amount from read_model_previous.tally_amount"))
                .as("what was in use is kept in turn")
                .containsExactly("10");
    }

    @Test
    void verificationNamesWhatDiffersAndChangesNothing() {
        store(0, "b", "added", "{\"amount\":2}");
        store(1, "a", "added", "{\"amount\":1}");
        database.execute(
                "insert into read_model.tally_amount (tally, version, amount) values ('a', 1, 1), ('b', 1, 3)");

        request("verify", 1);
        run(1, 1, "done");

        assertThat(database.column("select detail from spanwire.rebuild").get(0))
                .contains("tally_amount lacks", "\"amount\": 2", "but the events do not give", "\"amount\": 3")
                .doesNotContain("\"amount\": 1", "\"id\"");
        assertThat(database.column("select amount from read_model.tally_amount order by tally"))
                .containsExactly("1", "3");
        assertNothingLeft();
    }

    @Test
    void rebuildGoesOnWhereTheLastProcessStopped() {
        // given: a process that filled one page and ended
        for (int i = 0; i < 6_000; i++) {
            store(0, "a", "added", "{\"amount\":1}");
        }
        request("rebuild", 2);
        database.execute("select spanwire.start_rebuild('tallies')");
        database.execute("insert into read_model_next.tally_amount (tally, version, amount)"
                + " select 'a', n, 555 from generate_series(1, 4000) n");
        database.execute("update spanwire.rebuild_partition set position = 4000 where partition = 0");

        run(2, 1, "done");

        assertThat(database.column("select amount || ' ' || count(*) from read_model.tally_amount group by amount"
                        + " order by amount"))
                .containsExactly("1 2000", "555 4000");
    }

    @Test
    void cancelledRebuildLeavesNothing() {
        store(0, "a", "added", "{\"amount\":1}");
        request("rebuild", 2);
        database.execute("select spanwire.start_rebuild('tallies')");
        database.execute("update spanwire.rebuild set state = 'cancelled'");

        during(() -> await().atMost(SOON).untilAsserted(this::assertNothingLeft), start(2, 1));

        assertThat(database.column("select state from spanwire.rebuild")).containsExactly("cancelled");
    }

    @Test
    void tablesAreExchangedWhenNoWorkerOfAnotherVersionRuns() {
        store(0, "a", "added", "{\"amount\":1}");
        request("rebuild", 2);
        Rebuilder older = start(1, 1);
        during(
                () -> {
                    await().atMost(SOON)
                            .until(() -> lines.stream().anyMatch(line -> line.contains("waiting until no")));
                    store(0, "a", "added", "{\"amount\":2}");
                    assertThat(database.column("select version from spanwire.projection"))
                            .containsExactly("1");
                    older.close();
                    awaitState("done");
                },
                start(2, 10),
                older);

        assertThat(database.column("select amount from read_model.tally_amount order by version"))
                .containsExactly("10", "20");
        assertThat(database.column("select version from spanwire.projection")).containsExactly("2");
    }

    @Test
    void tablesThatWereNeverFilledAreNotKept() {
        database.execute("update spanwire.projection set version = 0, missing = 1");
        store(0, "a", "added", "{\"amount\":1}");

        request("rebuild", 2);
        run(2, 1, "done");

        assertThat(database.column("select count(*) from spanwire.replaced_projection"))
                .containsExactly("0");
        assertNothingLeft();
    }
}
