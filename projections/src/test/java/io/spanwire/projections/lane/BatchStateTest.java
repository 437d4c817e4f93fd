package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.CommandDecider;
import io.spanwire.projections.decide.DecidedCommand;
import io.spanwire.projections.decide.OutgoingCommands;
import io.spanwire.projections.journal.BatchChanges.Appended;
import io.spanwire.projections.journal.BatchChanges.StreamWrite;
import io.spanwire.projections.journal.PartitionProgress;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchStateTest {
    private static final StreamId ANN = StreamId.parse("owner/ann");

    private final BatchState state = new BatchState(
            batch(),
            List.of(),
            Map.of(0, new PartitionProgress(7, 3, 40), 1, new PartitionProgress(3, 3, 0)),
            Map.of(),
            new IncomingBatchParking(10, Map.of(), ""));

    BatchStateTest() {
        state.putStream(ANN, StreamState.empty(new NamesDomain().streamTypes().get(0)));
    }

    @Test
    void positionsFollowThePartitionsHead() {
        LogRecord.CommandRecord first = note("one", OptionalInt.empty());
        LogRecord.CommandRecord second = note("two", OptionalInt.empty());

        decideAndAdd(first);
        decideAndAdd(second);

        assertThat(state.events())
                .extracting(event -> event.stored().position())
                .containsExactly(41L, 42L);
        assertThat(state.events()).extracting(event -> event.stored().version()).containsExactly(1L, 2L);
    }

    @Test
    void assigningPositionsTakesNone() {
        LogRecord.CommandRecord record = note("one", OptionalInt.empty());
        DecidedCommand decided = decide(record);

        List<Appended> once = state.assignPositions(record, decided);

        assertThat(state.assignPositions(record, decided)).isEqualTo(once);
        assertThat(state.progress()).containsEntry(0, new PartitionProgress(9, 5, 40));
    }

    @Test
    void everyPartitionOfTheBatchAdvancesEvenWithoutEvents() {
        decideAndAdd(note("one", OptionalInt.empty()));

        assertThat(state.progress())
                .isEqualTo(Map.of(
                        0, new PartitionProgress(9, 5, 41), 1, new PartitionProgress(4, PartitionProgress.UNKNOWN, 0)));
    }

    @Test
    void outcomeOfThisBatchIsKnownToItsLaterCommands() {
        LogRecord.CommandRecord record = note("one", OptionalInt.empty());
        assertThat(state.outcomeOf(record.command())).isEmpty();

        decideAndAdd(record);

        assertThat(state.outcomeOf(record.command()))
                .contains(state.decided().get(0).outcome());
    }

    @Test
    void onlyWaitingEdgesGetReplies() {
        decideAndAdd(note("one", OptionalInt.empty()));
        decideAndAdd(note("two", OptionalInt.of(5)));

        assertThat(state.committed().replies())
                .containsExactly(new CommittedBatch.Reply(state.decided().get(1).outcome(), 5));
    }

    @Test
    void rejectionWritesNoStream() {
        decideAndAdd(note("", OptionalInt.empty()));

        assertThat(state.decided().get(0).outcome()).isInstanceOf(Outcome.Rejected.class);
        assertThat(state.streamWrites(new SnapshotPolicy(1))).isEmpty();
    }

    @Test
    void dueSnapshotIsWrittenAndItsVersionRecorded() {
        decideAndAdd(note("one", OptionalInt.empty()));
        decideAndAdd(note("two", OptionalInt.empty()));

        List<StreamWrite> writes = state.streamWrites(new SnapshotPolicy(2));

        assertThat(writes).hasSize(1);
        assertThat(writes.get(0).row().version()).isEqualTo(2);
        assertThat(writes.get(0).row().snapshot())
                .hasValueSatisfying(snapshot -> assertThat(snapshot.version()).isEqualTo(2));
        assertThat(state.stream(ANN))
                .hasValueSatisfying(state -> assertThat(state.snapshotVersion()).isEqualTo(2));
    }

    private void decideAndAdd(LogRecord.CommandRecord record) {
        DecidedCommand decided = decide(record);
        state.add(record, decided, state.assignPositions(record, decided));
    }

    /** Two partitions, up to offset 8 and 3; the leader epoch of one is known. */
    private static Batch batch() {
        LogRecord.DeadLetter other = new LogRecord.DeadLetter(1, 3, Buffer.buffer(), Buffer.buffer(), "");
        return new Batch(List.of(note("last", OptionalInt.empty(), 8), other), Map.of(0, 5));
    }

    private DecidedCommand decide(LogRecord.CommandRecord record) {
        return CommandDecider.decide(
                record.command(), state.stream(ANN).orElseThrow(), new OutgoingCommands(Domains.of(List.of())));
    }

    private static LogRecord.CommandRecord note(String text, OptionalInt replyTo) {
        return note(text, replyTo, 7);
    }

    private static LogRecord.CommandRecord note(String text, OptionalInt replyTo, long offset) {
        Command command = new Command(
                UUID.randomUUID(),
                ANN,
                "add-note",
                "{\"text\":\"" + text + "\"}",
                Caller.of("u-1", "Ann"),
                Instant.EPOCH,
                OptionalLong.empty());
        return new LogRecord.CommandRecord(0, offset, command, replyTo);
    }
}
