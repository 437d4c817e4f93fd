package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.fold.UnreadableHistory;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.JournalTransaction;
import io.spanwire.projections.journal.StreamRow;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StreamLoaderTest {
    private static final StreamId STREAM = StreamId.parse("counter/one");

    record Count() {}

    record Counted(int by) {}

    record Counter(int value) {
        Decision count(Count command, Context context) {
            return Decision.accept(new Counted(1));
        }

        Counter counted(RecordedEvent<Counted> event) {
            return new Counter(value + 100 / event.data().by());
        }
    }

    /** A state that cannot be serialized. */
    static final class Opaque {}

    private static final StreamType<Counter> TYPE = StreamType.of("counter", Counter.class, new Counter(0))
            .command("count", Count.class, Counter::count)
            .event("counted", Counted.class, Counter::counted)
            .stateVersion(2)
            .build();

    private final Map<Long, String> events = new LinkedHashMap<>();

    @Test
    void unknownStreamIsEmpty() {
        assertThat(load(Optional.empty())).isEqualTo(StreamState.empty(TYPE));
    }

    @Test
    void eventsAfterTheSnapshotAreApplied() {
        store(3, 100);
        store(4, 50);

        StreamState<Counter> state = load(row(4, new StreamRow.Snapshot(2, 2, "{\"value\":7}")));

        assertThat(state).isEqualTo(new StreamState<>(TYPE, 4, new Counter(10), 2));
    }

    @Test
    void snapshotOfAnotherStateVersionIsNotRead() {
        store(1, 100);
        store(2, 100);

        StreamState<Counter> state = load(row(2, new StreamRow.Snapshot(2, 1, "{\"total\":7}")));

        assertThat(state).isEqualTo(new StreamState<>(TYPE, 2, new Counter(2), 0));
    }

    @Test
    void snapshotThatDoesNotFitIsReplacedByEventsWithOneWarningPerType() {
        store(1, 100);
        store(2, 100);
        Optional<StreamRow> row = row(2, new StreamRow.Snapshot(2, 2, "{\"total\":7}"));
        StreamLoader loader = new StreamLoader();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(StreamLoader.class);
        logger.addAppender(log);
        log.start();

        StreamState<Counter> state = loader.load(journal(), STREAM, TYPE, row);
        loader.load(journal(), StreamId.parse("counter/two"), TYPE, row);

        logger.detachAppender(log);
        assertThat(state).isEqualTo(new StreamState<>(TYPE, 2, new Counter(2), 0));
        assertThat(new SnapshotPolicy(2).due(state))
                .as("the next snapshot replaces it")
                .isPresent();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "snapshots not readable, replaying events type=counter class=" + Counter.class.getName());
    }

    @Test
    void eventThatCannotBeAppliedMakesTheHistoryUnreadable() {
        store(1, 0);

        assertThatThrownBy(() -> load(row(1)))
                .isInstanceOf(UnreadableHistory.class)
                .hasMessage("event counter.counted at version 1 cannot be applied, java.lang.ArithmeticException");
    }

    @Test
    void historyWithMissingEventsIsABug() {
        store(1, 100);

        assertThatThrownBy(() -> load(row(2))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stateThatCannotBeSerializedHasNoSnapshot() {
        StreamType<Opaque> opaque = StreamType.of("opaque", Opaque.class, new Opaque())
                .command("count", Count.class, (state, command, context) -> Decision.accept())
                .event("counted", Counted.class, (state, event) -> state)
                .build();

        assertThat(new SnapshotPolicy(1).due(new StreamState<>(opaque, 5, new Opaque(), 0)))
                .isEmpty();
    }

    private StreamState<Counter> load(Optional<StreamRow> row) {
        return new StreamLoader().load(journal(), STREAM, TYPE, row);
    }

    /** A transaction that only returns the events after a version. */
    private JournalTransaction journal() {
        return (JournalTransaction) Proxy.newProxyInstance(
                JournalTransaction.class.getClassLoader(),
                new Class<?>[] {JournalTransaction.class},
                (journal, method, arguments) -> {
                    Map<Long, String> page = new LinkedHashMap<>(events);
                    page.keySet().removeIf(version -> version <= (long) arguments[1]);
                    return page;
                });
    }

    private void store(long version, int by) {
        EventJson.Envelope envelope =
                new EventJson.Envelope(STREAM, version, "counter.counted", Instant.EPOCH, "u-1", UUID.randomUUID());
        events.put(version, EventJson.write(envelope, "{\"by\":" + by + '}'));
    }

    private static Optional<StreamRow> row(long version, StreamRow.Snapshot... snapshot) {
        return Optional.of(new StreamRow(
                version, Optional.of(snapshot).filter(each -> each.length > 0).map(each -> each[0])));
    }
}
