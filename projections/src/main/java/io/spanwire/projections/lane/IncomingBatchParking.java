package io.spanwire.projections.lane;

import io.spanwire.bus.json.CommandJson;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.ParkedCommandPage;
import io.spanwire.projections.journal.ParkingChanges;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parking while commands arrive: those of parked streams wait, up to a limit; beyond it they are rejected. */
final class IncomingBatchParking implements BatchParking {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingBatchParking.class);

    private final int maxWaiting;
    private final Map<StreamId, ParkedCommandPage.Found> found;
    private final String domainsHash;
    private final Map<StreamId, ParkingChanges.ParkedStream> changed = new LinkedHashMap<>();
    private final List<ParkingChanges.ParkedCommand> commands = new ArrayList<>();
    private final Set<WaitingId> waiting = new HashSet<>();
    private final Map<Integer, ParkingChanges.Count> difference = new HashMap<>();

    private record WaitingId(StreamId stream, UUID command) {}

    /**
     * Parking before the first command.
     *
     * @param maxWaiting the maximum number of waiting commands of a stream
     * @param found the streams parked before
     * @param domainsHash of this worker's domains
     */
    IncomingBatchParking(int maxWaiting, Map<StreamId, ParkedCommandPage.Found> found, String domainsHash) {
        this.maxWaiting = maxWaiting;
        this.found = found;
        this.domainsHash = domainsHash;
        found.forEach((stream, parked) ->
                parked.waitingCommands().forEach(command -> waiting.add(new WaitingId(stream, command))));
    }

    @Override
    public boolean mustWait(StreamId stream) {
        return changed.containsKey(stream) || found.containsKey(stream);
    }

    @Override
    public Optional<Problem> rejection(LogRecord.CommandRecord record) {
        return parked(record.command().stream())
                .filter(parked -> parked.waiting() >= maxWaiting && !isWaiting(record.command()))
                .map(full -> Problems.QUEUE_FULL);
    }

    @Override
    public void park(LogRecord.CommandRecord record, String reason) {
        difference.merge(record.partition(), new ParkingChanges.Count(1, 0), ParkingChanges.Count::plus);
        StreamId stream = record.command().stream();
        add(record, new ParkingChanges.ParkedStream(stream, record.partition(), reason, 1, domainsHash));
    }

    @Override
    public void enqueue(LogRecord.CommandRecord record) {
        if (!isWaiting(record.command())) { // sent again under the same id: it waits once
            ParkingChanges.ParkedStream parked =
                    parked(record.command().stream()).orElseThrow();
            add(record, parked.withWaiting(parked.waiting() + 1));
        }
    }

    @Override
    public boolean isFinished() {
        return true;
    }

    @Override
    public ParkingChanges changes() {
        return new ParkingChanges(List.copyOf(changed.values()), commands, List.of(), List.of(), Optional.empty());
    }

    @Override
    public Map<Integer, ParkingChanges.Count> countDifference() {
        return difference;
    }

    @Override
    public void logCommitted() {
        changed.values().stream()
                .filter(parked -> !found.containsKey(parked.stream()))
                .forEach(parked -> LOG.error(
                        "stream parked stream={} waiting={} reason={}",
                        parked.stream(),
                        parked.waiting(),
                        ParkedReason.kind(parked.reason())));
    }

    private void add(LogRecord.CommandRecord record, ParkingChanges.ParkedStream parked) {
        Command command = record.command();
        changed.put(command.stream(), parked);
        waiting.add(new WaitingId(command.stream(), command.id()));
        commands.add(new ParkingChanges.ParkedCommand(
                record.partition(),
                record.offset(),
                command.stream(),
                command.id(),
                Buffer.buffer(CommandJson.write(command)),
                record.replyTo()));
        difference.merge(record.partition(), new ParkingChanges.Count(0, 1), ParkingChanges.Count::plus);
    }

    @Override
    public boolean isWaiting(Command command) {
        return waiting.contains(new WaitingId(command.stream(), command.id()));
    }

    private Optional<ParkingChanges.ParkedStream> parked(StreamId stream) {
        return Optional.ofNullable(changed.get(stream))
                .or(() -> Optional.ofNullable(found.get(stream)).map(ParkedCommandPage.Found::parked));
    }
}
