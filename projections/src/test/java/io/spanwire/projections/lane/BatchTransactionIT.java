package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Outcome.Accepted;
import io.spanwire.bus.message.Outcome.Rejected;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The lane's transaction against a real PostgreSQL, by a lane that remembers what it has written. */
class BatchTransactionIT extends BatchTransactionFixture {
    @Test
    void acceptedCommandsStoreEventsStreamsOutcomesAndRows() {
        CommittedBatch committed = run(note("ann", "one"), note("ann", "two"), note("bob", "three"));

        assertThat(outcomes(committed)).allMatch(outcome -> outcome instanceof Accepted);
        assertThat(database.column("select stream || ':' || version from spanwire.event order by position"))
                .containsExactly("owner/ann:1", "owner/ann:2", "owner/bob:1");
        assertThat(database.column("select text from read_model.name_note order by text"))
                .containsExactly("one", "three", "two");
        assertThat(database.column("select next_offset || ':' || head from spanwire.partition"))
                .containsExactly("3:3");
    }

    @Test
    void eventTextIsStoredAsItIsRelayed() {
        CommittedBatch committed = run(note("ann", "\"quoted\" \u2603"));

        assertThat(database.column("select body from spanwire.event"))
                .containsExactly(committed.events().get(0).stored().body().toString());
    }

    @Test
    void redeliveredCommandGetsTheSameOutcome() {
        Command command = command("ann", "add-note", "{\"text\":\"one\"}");
        Outcome first = outcomes(run(command)).get(0);

        CommittedBatch again = run(command, command);

        assertThat(outcomes(again)).containsExactly(first, first);
        assertThat(again.events()).isEmpty();
        assertThat(database.column("select count(*) from spanwire.event")).containsExactly("1");
        assertThat(database.column("select next_offset from spanwire.partition"))
                .containsExactly("3");
    }

    @Test
    void rejectionIsStoredAndChangesNothing() {
        Command command = command("ann", "add-note", "{\"text\":\"\"}");

        Outcome outcome = outcomes(run(command)).get(0);

        assertThat(((Rejected) outcome).problem().code()).isEqualTo("empty");
        assertThat(outcomes(run(command))).containsExactly(outcome);
        assertThat(database.column("select count(*) from spanwire.stream")).containsExactly("0");
    }

    @Test
    void expectedVersionMustMatch() {
        CommittedBatch committed = run(
                expecting(0, note("ann", "one")), expecting(0, note("ann", "two")), expecting(1, note("ann", "three")));

        assertThat(outcomes(committed).get(0)).isInstanceOf(Accepted.class);
        assertThat(((Rejected) outcomes(committed).get(1)).problem().status()).isEqualTo(412);
        assertThat(outcomes(committed).get(2)).isInstanceOf(Accepted.class);
    }

    @Test
    void ruleAcrossStreamsRejectsOnlyTheViolatingCommand() {
        CommittedBatch committed = run(
                note("ann", "before"),
                command("ann", "take-name", "{\"name\":\"x\"}"),
                command("bob", "take-name", "{\"name\":\"x\"}"),
                note("bob", "after"));

        assertThat(((Rejected) outcomes(committed).get(2)).problem().code()).isEqualTo("name-taken");
        assertThat(database.column("select owner from read_model.name_taken")).containsExactly("ann");
        assertThat(database.column("select stream || ':' || version from spanwire.event order by position"))
                .containsExactly("owner/ann:1", "owner/ann:2", "owner/bob:1");
        assertThat(outcomes(run(note("bob", "again")))).allMatch(outcome -> ((Accepted) outcome).version() == 2);
    }

    @Test
    void commandsThatDoNotFitTheDomainFailAndTheBatchContinues() {
        CommittedBatch committed = run(
                command("ann", "no-such-command", "{}"),
                command("ann", "add-note", "{\"wrong\":1}"),
                note("ann", "fine"));

        assertThat(outcomes(committed).subList(0, 2)).allMatch(outcome -> outcome instanceof Outcome.Failed);
        assertThat(outcomes(committed).get(2)).isInstanceOf(Accepted.class);
    }

    @Test
    void deadLetterIsStoredAndSkipped() {
        LogRecord deadLetter = new LogRecord.DeadLetter(0, 0, Buffer.buffer("k"), Buffer.buffer("v"), "undecodable");

        transaction.run(new Batch(List.of(deadLetter), Map.of()));

        assertThat(database.column("select reason from spanwire.parked_record")).containsExactly("undecodable");
        assertThat(database.column("select next_offset from spanwire.partition"))
                .containsExactly("1");
    }

    @Test
    void batchWithoutClaimChangesNothing() {
        run(note("ann", "one"));
        database.execute("update spanwire.partition set next_offset = 5");

        assertThatThrownBy(() -> run(note("ann", "two"))).isInstanceOf(BatchTakenOver.class);
        assertThat(database.column("select count(*) from spanwire.event")).containsExactly("1");
    }

    @Test
    void streamIsLoadedFromSnapshotAndLaterEvents() {
        run(note("ann", "1"), note("ann", "2"), note("ann", "3"));
        run(note("ann", "4"));
        assertThat(database.column("select snapshot_version || snapshot from spanwire.stream"))
                .containsExactly("3{\"names\":0,\"notes\":3}");

        reopenLane(remembers());
        Outcome outcome = outcomes(run(note("ann", "5"))).get(0);

        assertThat(((Accepted) outcome).version()).isEqualTo(5);
        assertThat(cache.find(StreamId.parse("owner/ann")))
                .hasValueSatisfying(state -> assertThat(state.state()).isEqualTo(new NamesDomain.Owner(0, 5)));
    }

    @Test
    void rowsOfAStreamKeepTheirOrder() {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            commands.add(note("ann", "new " + i));
            commands.add(
                    command("ann", "change-note", "{\"note\":" + (2 * i + 1) + ",\"text\":\"changed " + i + "\"}"));
        }

        run(commands.toArray(Command[]::new));

        assertThat(database.column("select count(*) from read_model.name_note where text like 'changed %'"))
                .containsExactly("20");
    }

    @Test
    void roundTripsDoNotGrowWithTheBatch() {
        run(note("warm", "up"));
        long before = connection.roundTrips();
        run(note("ann", "one"));
        long single = connection.roundTrips() - before;

        run(notesOfForty());

        assertThat(connection.roundTrips() - before - single).isEqualTo(single).isEqualTo(2);
    }

    @Test
    void commandDecidedBeforeIsFoundAmongNewOnes() {
        Command repeated = note("ann", "one");
        Outcome first = outcomes(run(repeated)).get(0);

        CommittedBatch committed = run(note("ann", "two"), repeated, note("ann", "three"));

        assertThat(outcomes(committed).get(1)).isEqualTo(first);
        assertThat(database.column("select text from read_model.name_note order by note"))
                .containsExactly("one", "two", "three");
    }

    @Test
    void valueThatDoesNotFitLeavesTheConnectionUsable() {
        run(note("ann", "one"));

        CommittedBatch committed = run(command("ann", "misfit", "{}"), note("bob", "two"));
        CommittedBatch later = run(note("bob", "three"));

        assertThat(outcomes(committed)).hasSize(1); // the other command's stream is parked
        assertThat(outcomes(later)).allMatch(outcome -> ((Accepted) outcome).version() == 2);
    }

    private static Command expecting(long version, Command command) {
        return new Command(
                command.id(),
                command.stream(),
                command.name(),
                command.data(),
                command.caller(),
                command.at(),
                OptionalLong.of(version));
    }
}
