package io.spanwire.projections.simulation;

import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.BatchChanges.ParkedRecord;
import io.spanwire.projections.journal.ParkingChanges.OrderProgress;
import io.spanwire.projections.journal.ParkingChanges.ParkedCommand;
import io.spanwire.projections.journal.ParkingChanges.ParkedStream;
import io.spanwire.projections.journal.PartitionProgress;
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
final class SimulatedTables {
    /** A place in a partition: an offset of the command log, or an event's position. */
    record Place(int partition, long number) {}

    /** An event's primary key. */
    record EventKey(StreamId stream, long version) {}

    /** A row of the domain's read model. */
    record Account(long version, long balance) {}

    final SimulatedTable<Integer, PartitionProgress> partitions = new SimulatedTable<>("partition_pkey");
    final SimulatedTable<EventKey, StoredEvent> events = new SimulatedTable<>("event_pkey");
    final SimulatedTable<Place, StoredEvent> positions = new SimulatedTable<>("event_partition_position_key");
    final SimulatedTable<UUID, Outcome> outcomes = new SimulatedTable<>("outcome_pkey");
    final SimulatedTable<UUID, Outcome> failures = new SimulatedTable<>("failed_command_pkey");
    final SimulatedTable<StreamId, StreamRow> streams = new SimulatedTable<>("stream_pkey");
    final SimulatedTable<Place, ParkedRecord> parked = new SimulatedTable<>("parked_record_pkey");
    final SimulatedTable<StreamId, ParkedStream> parkedStreams = new SimulatedTable<>("parked_stream_pkey");
    final SimulatedTable<Long, ParkedCommand> waiting = new SimulatedTable<>("parked_command_pkey");
    final SimulatedTable<UUID, OrderProgress> orders = new SimulatedTable<>("parked_order_pkey");
    final SimulatedTable<String, Account> accounts = new SimulatedTable<>("account_pkey");
    final SimulatedTable<String, String> names = new SimulatedTable<>(Accounts.NAME_KEY);

    private final List<SimulatedTable<?, ?>> all = List.of(
            partitions,
            events,
            positions,
            outcomes,
            failures,
            streams,
            parked,
            parkedStreams,
            waiting,
            orders,
            accounts,
            names);

    /** The places of all commands that ever waited, and their streams. */
    final Map<Place, StreamId> everWaited = new HashMap<>();

    /** Accounts whose rows the database refuses at present. */
    final Set<String> refused = new HashSet<>();

    /** Accounts whose rows time out at present. */
    final Set<String> slow = new HashSet<>();

    /** The place of the next waiting command. */
    long nextPlace = 1;

    SimulatedTables(int count) {
        for (int partition = 0; partition < count; partition++) {
            partitions.put(partition, new PartitionProgress(0, PartitionProgress.UNKNOWN, 0));
        }
    }

    List<SimulatedTable<?, ?>> all() {
        return all;
    }

    /** A copy of all tables; running it puts that copy back. */
    Runnable backup() {
        List<Runnable> copies = all.stream().map(SimulatedTable::backup).toList();
        return () -> copies.forEach(Runnable::run);
    }

    PartitionProgress progress(int partition) {
        return partitions.find(partition).orElseThrow();
    }

    Optional<StoredEvent> at(int partition, long position) {
        return positions.find(new Place(partition, position));
    }

    /** The first commands that wait in a stream, in order. */
    List<ParkedCommand> waiting(StreamId stream, int max) {
        return waitingIn(stream).limit(max).map(Map.Entry::getValue).toList();
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
