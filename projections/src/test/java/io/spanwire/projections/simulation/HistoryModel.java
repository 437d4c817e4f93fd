package io.spanwire.projections.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.kafka.OperatorOrderRecords;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.StreamRow;
import io.spanwire.projections.simulation.SimulatedTables.EventKey;
import io.spanwire.projections.simulation.SimulatedTables.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The expected history: the command log decided once, one command after the other, by a second implementation of the
 * rules. Two facts depend on the schedule and are read from the stored rows: which partition decided an id that was
 * sent to several, and which account took a name first.
 */
final class HistoryModel {
    /** An account's balance at each version, from version 0. */
    private final Map<StreamId, List<Long>> balances = new HashMap<>();

    private final Map<String, String> names = new HashMap<>();
    private final Map<StreamId, Long> positions = new HashMap<>();
    private final Set<UUID> decided = new HashSet<>();
    private final Set<String> failedAfterWaiting = new HashSet<>();
    private final SimulatedKafka kafka;
    private final Partitioning partitioning;
    private final SimulatedTables tables;
    private final OperatorOrderRules orders;
    private long events;
    private long parked;
    private long head;

    HistoryModel(SimulatedKafka kafka, Partitioning partitioning, SimulatedTables tables) {
        this.kafka = kafka;
        this.partitioning = partitioning;
        this.tables = tables;
        this.orders = new OperatorOrderRules(kafka, partitioning, tables);
    }

    /** Compares everything stored with the command log. */
    void check() {
        for (int partition = 0; partition < partitioning.partitions(); partition++) {
            checkPartition(partition);
        }
        same("outcomes", decided, tables.outcomes.committed().keySet());
        same("events", events, (long) tables.events.committed().size());
        same("positions", events, (long) tables.positions.committed().size());
        same("parked records", parked, (long) tables.parked.committed().size());
        same("names", names, tables.names.committed());
        same("waiting commands", 0, tables.waiting.committed().size());
        balances.forEach(this::checkStream);
    }

    private void checkPartition(int partition) {
        Set<UUID> ids = new HashSet<>();
        Set<String> seen = new HashSet<>();
        head = 0;
        List<ConsumerRecord<byte[], byte[]>> log = kafka.commands(partition);
        for (ConsumerRecord<byte[], byte[]> record : log) {
            Optional<Command> command = ParkedStreamRules.command(record, partitioning);
            Place place = new Place(partition, record.offset());
            if (OperatorOrderRecords.isOrder(record)) {
                orders.check(record);
            } else if (command.isEmpty()) {
                parked++;
                PromiseBroken.unless(
                        tables.parked.find(place).isPresent(),
                        "offset %d of partition %d is not parked",
                        record.offset(),
                        partition);
            } else if (failed(place, command.get())) {
                if (tables.everWaited.containsKey(place)) {
                    failedAfterWaiting.add(key(command.get()));
                }
            } else if (!keptOutOfTheQueue(place, command.get()) && seen.add(key(command.get()))) {
                checkFirst(place, command.get(), ids.add(command.get().id()));
            }
        }
        same(
                "partition " + partition,
                new PartitionProgress(log.size(), PartitionProgress.UNKNOWN, head),
                tables.progress(partition));
    }

    /** Whether deciding it must fail: that leaves its id to later commands, unless it waited or had to and was rejected. */
    private boolean failed(Place place, Command command) {
        List<Long> history = history(command.stream());
        boolean rejected = tables.outcomes
                .find(command.id())
                .filter(outcome -> outcome.fingerprint().equals(command.fingerprint()))
                .filter(outcome -> orders.mayReject(outcome, place))
                .isPresent();
        return !rejected
                && ExpectedOutcome.of(command, history.size() - 1L, history.get(history.size() - 1))
                        .fails();
    }

    /** Whether another command of its id, which failed later, was waiting when this one came: an id waits once. */
    private boolean keptOutOfTheQueue(Place place, Command command) {
        if (!failedAfterWaiting.contains(key(command)) || tables.everWaited.containsKey(place)) {
            return false;
        }
        List<Long> history = history(command.stream());
        long version = history.size() - 1L;
        int events = ExpectedOutcome.of(command, version, history.get(history.size() - 1))
                .balances()
                .size();
        return tables.outcomes
                .find(command.id())
                .filter(outcome -> outcome.fingerprint().equals(command.fingerprint()))
                .filter(outcome ->
                        !(outcome instanceof Outcome.Accepted accepted) || accepted.version() == version + events)
                .isEmpty();
    }

    private static String key(Command command) {
        return command.id() + " " + command.stream();
    }

    private List<Long> history(StreamId stream) {
        return balances.computeIfAbsent(stream, first -> new ArrayList<>(List.of(0L)));
    }

    /** Of streams in one partition the first has the id, unless it had to wait. */
    private void checkFirst(Place place, Command command, boolean first) {
        Outcome outcome = tables.outcomes
                .find(command.id())
                .orElseThrow(() -> new PromiseBroken("there is no outcome of " + command));
        if (outcome.stream().equals(command.stream())) {
            same("fingerprint", command.fingerprint(), outcome.fingerprint());
            decided.add(command.id());
            checkDecision(place, command, outcome);
        } else if (first && partitioning.of(outcome.stream()) == place.partition()) {
            PromiseBroken.unless(tables.everWaited.containsKey(place), "%s was overtaken without waiting", command);
        }
    }

    private void checkDecision(Place place, Command command, Outcome outcome) {
        List<Long> history = history(command.stream());
        long version = history.size() - 1L;
        ExpectedOutcome expected = ExpectedOutcome.of(command, version, history.get(history.size() - 1));
        if (outcome instanceof Outcome.Rejected rejected) {
            String code = rejected.problem().code();
            if (orders.allows(code, place, command.stream())) {
                return;
            }
            boolean taken = code.equals("name-taken")
                    && expected.name()
                            .filter(tables.names.committed()::containsKey)
                            .isPresent();
            PromiseBroken.unless(taken || code.equals(expected.rejection()), "%s expected, not %s", expected, outcome);
            return;
        }
        Outcome.Accepted accepted = (Outcome.Accepted) outcome;
        PromiseBroken.unless(expected.rejection().isEmpty(), "%s expected, not %s", expected, outcome);
        same("version of " + command, version + expected.balances().size(), accepted.version());
        same("events of " + command, expected.balances().size(), accepted.events());
        expected.name()
                .ifPresent(name ->
                        same("name", null == names.put(name, command.stream().toString()), true));
        for (long balance : expected.balances()) {
            history.add(balance);
            checkEvent(place.partition(), command, history.size() - 1L, balance);
        }
    }

    private void checkEvent(int partition, Command command, long version, long balance) {
        events++;
        head++;
        StoredEvent event = tables.events
                .find(new EventKey(command.stream(), version))
                .orElseThrow(() -> new PromiseBroken("there is no version " + version + " of " + command.stream()));
        long before = positions.merge(command.stream(), event.position(), (last, now) -> now > last ? now : -1);
        PromiseBroken.unless(before >= 0, "%s does not follow the position before it", event);
        same("place", Optional.of(event), tables.at(partition, event.position()));
        EventJson.Parsed parsed = EventJson.read(event.body().toString());
        same("command", command.id(), parsed.envelope().command());
        same("version", version, parsed.envelope().version());
        same("balance", balance, parsed.data().path("balance").asLong());
    }

    private void checkStream(StreamId stream, List<Long> history) {
        long version = history.size() - 1L;
        Optional<StreamRow> row = tables.streams.find(stream);
        same("version of " + stream, version, row.map(StreamRow::version).orElse(0L));
        row.flatMap(StreamRow::snapshot).ifPresent(snapshot -> {
            JsonNode state = Json.parse(snapshot.state());
            same(
                    "snapshot",
                    history.get((int) snapshot.version()),
                    state.path("balance").asLong());
        });
        if (version > 0) {
            same(
                    "row of " + stream,
                    Optional.of(new SimulatedTables.Account(version, history.get((int) version))),
                    tables.accounts.find(stream.toString()));
        }
    }

    private static void same(String what, Object expected, Object actual) {
        PromiseBroken.unless(expected.equals(actual), "%s: expected %s, not %s", what, expected, actual);
    }
}
