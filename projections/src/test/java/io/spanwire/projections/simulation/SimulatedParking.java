package io.spanwire.projections.simulation;

import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.BatchChanges;
import io.spanwire.projections.journal.ParkedCommandPage;
import io.spanwire.projections.journal.ParkingChanges;
import io.spanwire.projections.journal.ParkingChanges.OrderProgress;
import io.spanwire.projections.journal.ParkingChanges.ParkedCommand;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.simulation.SimulatedTables.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A connection's reads and writes of the tables of parked streams. */
final class SimulatedParking {
    private final SimulatedDatabase database;
    private final SimulatedTables tables;
    private final ScheduleLog scheduleLog;
    private Optional<UUID> currentOrder = Optional.empty();

    SimulatedParking(SimulatedDatabase database, ScheduleLog scheduleLog) {
        this.database = database;
        this.tables = database.tables();
        this.scheduleLog = scheduleLog;
    }

    Map<StreamId, ParkedCommandPage.Found> parked(Collection<StreamId> streams, Set<UUID> commands) {
        Map<StreamId, ParkedCommandPage.Found> parked = new HashMap<>();
        streams.forEach(stream -> found(stream, commands).ifPresent(row -> parked.put(stream, row)));
        return parked;
    }

    ParkedCommandPage page(Map<Integer, PartitionProgress> progress, OperatorOrder order, int max) {
        Optional<OrderProgress> before = tables.orders.find(order.id());
        int decided = before.map(OrderProgress::decided).orElse(0);
        boolean finished = before.map(OrderProgress::finished).orElse(false);
        if (decided > 0 && !finished && !currentOrder.equals(Optional.of(order.id()))) {
            scheduleLog.count("an unfinished order was resumed");
        }
        List<ParkedCommandPage.Waiting> waiting = new ArrayList<>();
        Map<UUID, Outcome> outcomes = new HashMap<>();
        tables.waitingIn(order.stream()).limit(max).forEach(each -> {
            ParkedCommand command = each.getValue();
            waiting.add(new ParkedCommandPage.Waiting(
                    each.getKey(), command.partition(), command.value(), command.replyTo()));
            tables.outcomes.find(command.command()).ifPresent(outcome -> outcomes.put(command.command(), outcome));
        });
        return new ParkedCommandPage(
                progress,
                found(order.stream(), Set.of()),
                tables.streams.find(order.stream()),
                waiting,
                outcomes,
                decided,
                finished);
    }

    Map<Integer, ParkingChanges.Count> counts(Collection<Integer> partitions) {
        Map<Integer, ParkingChanges.Count> counts = new HashMap<>();
        tables.parkedStreams.committed().values().stream()
                .filter(each -> partitions.contains(each.partition()))
                .forEach(each -> counts.merge(
                        each.partition(), new ParkingChanges.Count(1, each.waiting()), ParkingChanges.Count::plus));
        return counts;
    }

    List<StreamId> underOthers(Collection<Integer> partitions, String domainsHash, String after, int max) {
        return tables.parkedStreams.committed().values().stream()
                .filter(each -> partitions.contains(each.partition()))
                .filter(each -> !each.domainsHash().equals(domainsHash))
                .map(ParkingChanges.ParkedStream::stream)
                .filter(stream -> stream.toString().compareTo(after) > 0)
                .sorted(Comparator.comparing(StreamId::toString))
                .limit(max)
                .toList();
    }

    void write(SimulatedTransaction transaction, BatchChanges changes) {
        ParkingChanges parking = changes.parking();
        parking.streams().forEach(each -> {
            PromiseBroken.unless(each.waiting() > 0, "no command waits in %s", each);
            boolean before = tables.parkedStreams.find(each.stream()).isPresent();
            scheduleLog.count(
                    before
                            ? parking.order().isPresent() ? "a stream stayed parked" : "a command waited"
                            : "a stream was parked");
            if (!before && each.reason().startsWith("A projection ran longer")) {
                scheduleLog.count("a slow stream was parked");
            }
            tables.parkedStreams.put(transaction, each.stream(), each);
        });
        for (ParkedCommand each : parking.commands()) {
            tables.everWaited.put(new Place(each.partition(), each.offset()), each.stream());
            database.insert(transaction, tables.waiting, tables.nextPlace++, each);
        }
        parking.decided().forEach(each -> tables.waiting.remove(transaction, each));
        parking.unparked().forEach(stream -> {
            scheduleLog.count("a stream was unparked");
            tables.parkedStreams.remove(transaction, stream);
        });
        parking.order().ifPresent(progress -> write(transaction, progress));
        changes.outcomes().forEach(each -> countRejection(each.outcome()));
    }

    private void write(SimulatedTransaction transaction, OrderProgress progress) {
        scheduleLog.count(progress.finished() ? "an order was carried out" : "an order needs another page");
        tables.orders.put(transaction, progress.order().id(), progress);
        currentOrder = Optional.of(progress.order().id());
    }

    private void countRejection(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            String code = rejected.problem().code();
            if (code.equals(Problems.DROPPED.code()) || code.equals(Problems.QUEUE_FULL.code())) {
                scheduleLog.count("rejected: " + code);
            }
        }
    }

    private Optional<ParkedCommandPage.Found> found(StreamId stream, Set<UUID> commands) {
        return tables.parkedStreams
                .find(stream)
                .map(row -> new ParkedCommandPage.Found(row, waitingCommands(stream, commands)));
    }

    private Set<UUID> waitingCommands(StreamId stream, Set<UUID> commands) {
        Set<UUID> waiting = new HashSet<>(commands);
        waiting.retainAll(tables.waiting(stream, Integer.MAX_VALUE).stream()
                .map(ParkedCommand::command)
                .toList());
        if (!waiting.isEmpty()) {
            scheduleLog.count("a waiting command was received again");
        }
        return waiting;
    }
}
