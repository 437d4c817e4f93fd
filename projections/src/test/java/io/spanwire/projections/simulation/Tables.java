package io.spanwire.projections.simulation;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.Changes.ParkedRecord;
import io.spanwire.projections.journal.Parking.OrderProgress;
import io.spanwire.projections.journal.Parking.ParkedCommand;
import io.spanwire.projections.journal.Parking.ParkedStream;
import io.spanwire.projections.journal.Progress;
import io.spanwire.projections.journal.StreamRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The tables of the simulated database. */
final class Tables {
    /** A place in a partition: an offset of the command log, or a position of the history. */
    record Place(int partition, long number) {}

    /** An event's primary key. */
    record EventKey(StreamId stream, long version) {}

    /** A row of the domain's read model. */
    record Account(long version, long balance) {}

    final Table<Integer, Progress> partitions = new Table<>("partition_pkey");
    final Table<EventKey, StoredEvent> events = new Table<>("event_pkey");
    final Table<Place, StoredEvent> positions = new Table<>("event_partition_position_key");
    final Table<UUID, Outcome> outcomes = new Table<>("outcome_pkey");
    final Table<StreamId, StreamRow> streams = new Table<>("stream_pkey");
    final Table<Place, ParkedRecord> parked = new Table<>("parked_record_pkey");
    final Table<StreamId, ParkedStream> parkedStreams = new Table<>("parked_stream_pkey");
    final Table<Long, ParkedCommand> waiting = new Table<>("parked_command_pkey");
    final Table<UUID, OrderProgress> orders = new Table<>("parked_order_pkey");
    final Table<String, Account> accounts = new Table<>("account_pkey");
    final Table<String, String> names = new Table<>(Accounts.NAME_KEY);

    private final List<Table<?, ?>> all = List.of(
            partitions, events, positions, outcomes, streams, parked, parkedStreams, waiting, orders, accounts, names);

    /** Where commands waited at any time, and in which stream. */
    final Map<Place, StreamId> everWaited = new HashMap<>();

    /** Accounts whose rows the database refuses for now. */
    final Set<String> refused = new HashSet<>();

    /** Accounts whose rows take the database too long for now. */
    final Set<String> slow = new HashSet<>();

    /** The next place for a command that waits. */
    long nextPlace = 1;

    Tables(int count) {
        for (int partition = 0; partition < count; partition++) {
            partitions.put(partition, new Progress(0, Progress.UNKNOWN, 0));
        }
    }

    List<Table<?, ?>> all() {
        return all;
    }

    Progress progress(int partition) {
        return partitions.find(partition).orElseThrow();
    }

    Optional<StoredEvent> at(int partition, long position) {
        return positions.find(new Place(partition, position));
    }

    /** The first commands that wait in a stream, in order. */
    List<ParkedCommand> waiting(StreamId stream, int most) {
        return waitingIn(stream).limit(most).map(Map.Entry::getValue).toList();
    }

    /** The same with their places. */
    Stream<Map.Entry<Long, ParkedCommand>> waitingIn(StreamId stream) {
        return waiting.committed().entrySet().stream()
                .filter(each -> each.getValue().stream().equals(stream))
                .sorted(Map.Entry.comparingByKey());
    }

    /** Committed events of a partition with positions in {@code (after, to]}. */
    List<StoredEvent> between(int partition, long after, long to) {
        List<StoredEvent> found = new ArrayList<>();
        for (long position = after + 1; position <= to; position++) {
            at(partition, position).ifPresent(found::add);
        }
        return found;
    }
}
