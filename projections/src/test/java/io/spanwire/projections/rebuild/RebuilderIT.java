package io.spanwire.projections.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What rebuilt tables contain, and what ends a rebuild, on a real PostgreSQL. */
@Timeout(120)
class RebuilderIT extends RebuildFixture {
    @Test
    void tablesAreFilledFromTheEventsAlone() {
        for (int i = 0; i < 40; i++) {
            store(i % 4, "t" + i % 8, "added", "{\"amount\":" + i + "}");
        }
        database.execute("insert into read_model.tally_amount (tally, version, amount) values ('wrong', 1, 1)");

        request("rebuild", 2);
        run(2, 10, "done");

        assertThat(database.column("select count(*) || ' ' || sum(amount) from read_model.tally_amount"))
                .containsExactly("40 7800");
        assertThat(database.column("select concat_ws(' ', version, missing, switches) from spanwire.projection"))
                .containsExactly("2 0 1");
        assertThat(database.column("select tally from read_model_previous.tally_amount"))
                .containsExactly("wrong");
        assertThat(lines).anyMatch(line -> line.contains("rebuild of tallies to version 2: done"));
    }

    @Test
    void newTablesHaveTheConstraintsIndexesAndRightsOfTheOldOnes() {
        String constraints = "select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint"
                + " where connamespace = 'read_model'::regnamespace and conrelid::regclass::text ~ 'tally' order by 1";
        String indexes =
                "select indexdef from pg_indexes where schemaname = 'read_model' and tablename ~ 'tally' order by 1";
        String rights = "select relname || acl::text from pg_class, unnest(relacl) acl"
                + " where relnamespace = 'read_model'::regnamespace and relname ~ '^tally_.*[aet]$' order by 1";
        List<String> before = database.column(constraints);
        List<String> indexesBefore = database.column(indexes);
        List<String> rightsBefore = database.column(rights);

        request("rebuild", 2);
        run(2, 1, "done");

        assertThat(database.column(constraints)).isEqualTo(before).anyMatch(each -> each.startsWith("of_an_amount"));
        assertThat(database.column(indexes)).isEqualTo(indexesBefore).anyMatch(each -> each.contains("by_amount"));
        assertThat(database.column(rights)).isEqualTo(rightsBefore).hasSizeGreaterThan(6);
    }

    @Test
    void nameThatAnotherPartitionReleasesLaterIsWaitedFor() {
        // given: partition 1 took the name after partition 0 had released it, far into its history
        for (int i = 0; i < 300; i++) {
            store(0, "first", "added", "{\"amount\":1}");
        }
        store(0, "owner", "took", "{\"name\":\"x\"}");
        for (int i = 0; i < 9_000; i++) {
            store(0, "first", "added", "{\"amount\":1}");
        }
        store(0, "owner", "released", "{\"name\":\"x\"}");
        for (int i = 0; i < 350; i++) {
            store(1, "second", "added", "{\"amount\":1}");
        }
        store(1, "heir", "took", "{\"name\":\"x\"}");

        request("rebuild", 2);
        run(2, 1, "done");

        assertThat(database.column("select tally from read_model.tally_name")).containsExactly("heir");
        assertThat(database.column("select count(*) from read_model.tally_amount"))
                .containsExactly("9650");
    }

    @Test
    void commandThatWaitedForItsLaneIsWrittenWhenTheNameIsFree() {
        // given: by its time the heir took the name before it was released, because its command waited meanwhile
        clock = 0;
        store(0, "owner", "took", "{\"name\":\"x\"}");
        clock = 1_000;
        store(0, "owner", "released", "{\"name\":\"x\"}");
        clock = 500;
        store(1, "heir", "took", "{\"name\":\"x\"}");
        store(1, "heir", "added", "{\"amount\":7}");

        request("rebuild", 2);
        run(2, 1, "done");

        assertThat(database.column("select tally from read_model.tally_name")).containsExactly("heir");
        assertThat(database.column("select amount from read_model.tally_amount"))
                .containsExactly("7");
    }

    @Test
    void rowThatIsAlwaysRefusedEndsTheRebuildAndLeavesTheTables() {
        store(0, "a", "added", "{\"amount\":999999}");
        database.execute("insert into read_model.tally_amount (tally, version, amount) values ('a', 1, 5)");

        request("rebuild", 2);
        run(2, 10, "failed");

        assertThat(database.column("select detail from spanwire.rebuild").get(0))
                .contains("23514", "small");
        assertThat(database.column("select amount from read_model.tally_amount"))
                .containsExactly("5");
        assertThat(database.column("select version from spanwire.projection")).containsExactly("1");
        assertNothingLeft();
    }

    @Test
    void eventThatCannotBeReadIsNamed() {
        store(2, "a", "added", "{\"amount\":\"secret\"}");

        request("rebuild", 2);
        run(2, 1, "failed");

        assertThat(database.column("select detail from spanwire.rebuild").get(0))
                .contains("tally/a", "tally.added at version 1", "field amount")
                .doesNotContain("secret");
    }

    @Test
    void tableWithATriggerIsRefused() {
        database.execute(
                "create function read_model.nothing() returns trigger language plpgsql as 'begin return new; end'");
        database.execute("create trigger watch before insert on read_model.tally_name for each row execute function"
                + " read_model.nothing()");
        try {
            request("rebuild", 2);
            run(2, 1, "failed");

            assertThat(database.column("select detail from spanwire.rebuild").get(0))
                    .contains("tally_name has the trigger watch");
        } finally {
            database.execute("drop function read_model.nothing() cascade");
        }
    }
}
