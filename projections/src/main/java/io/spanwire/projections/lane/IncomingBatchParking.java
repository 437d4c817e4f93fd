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

/** Parking as commands arrive: those of parked streams wait, up to a bound; behind that they are rejected. */
final class IncomingBatchParking implements BatchParking {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingBatchParking.class);

    private final int maxWaiting;
    private final Map<StreamId, ParkedCommandPage.Found> found;
    private final String domainsHash;
    private final Map<StreamId, ParkingChanges.ParkedStream> changed = new LinkedHashMap<>();
    private final List<ParkingChanges.ParkedCommand> commands = new ArrayList<>();
    private final Map<StreamId, Set<UUID>> added = new HashMap<>();
    private final Map<Integer, ParkingChanges.Count> difference = new HashMap<>();

    /**
     * Nothing has arrived yet.
     *
     * @param maxWaiting commands that may wait in one stream
     * @param found the streams parked before
     * @param domainsHash of this worker's domains
     */
    IncomingBatchParking(int maxWaiting, Map<StreamId, ParkedCommandPage.Found> found, String domainsHash) {
        this.maxWaiting = maxWaiting;
        this.found = found;
        this.domainsHash = domainsHash;
    }

    @Override
    public boolean holds(StreamId stream) {
        return changed.containsKey(stream) || found.containsKey(stream);
    }

    @Override
    public Optional<Problem> verdict(LogRecord.CommandRecord request) {
        return parked(request.command().stream())
                .filter(each -> each.waiting() >= maxWaiting && !waitsAlready(request.command()))
                .map(full -> Problems.QUEUE_FULL);
    }

    @Override
    public void park(LogRecord.CommandRecord request, String reason) {
        difference.merge(request.partition(), new ParkingChanges.Count(1, 0), ParkingChanges.Count::plus);
        StreamId stream = request.command().stream();
        add(request, new ParkingChanges.ParkedStream(stream, request.partition(), reason, 1, domainsHash));
    }

    @Override
    public void behind(LogRecord.CommandRecord request) {
        if (waitsAlready(request.command())) {
            return; // sent again under its id: waiting once is enough, and its outcome is on record for whoever asks
        }
        ParkingChanges.ParkedStream before = parked(request.command().stream()).orElseThrow();
        add(request, before.withWaiting(before.waiting() + 1));
    }

    @Override
    public boolean finished() {
        return true;
    }

    @Override
    public ParkingChanges changes() {
        return new ParkingChanges(List.copyOf(changed.values()), commands, List.of(), List.of(), Optional.empty());
    }

    @Override
    public Map<Integer, ParkingChanges.Count> difference() {
        return difference;
    }

    @Override
    public void told() {
        changed.values().stream()
                .filter(each -> !found.containsKey(each.stream()))
                .forEach(each -> LOG.error(
                        "stream parked stream={} waiting={} reason={}",
                        each.stream(),
                        each.waiting(),
                        ParkedReason.kind(each.reason())));
    }

    private void add(LogRecord.CommandRecord request, ParkingChanges.ParkedStream parked) {
        Command command = request.command();
        changed.put(command.stream(), parked);
        added.computeIfAbsent(command.stream(), first -> new HashSet<>()).add(command.id());
        commands.add(new ParkingChanges.ParkedCommand(
                request.partition(),
                request.offset(),
                command.stream(),
                command.id(),
                Buffer.buffer(CommandJson.write(command)),
                request.replyTo()));
        difference.merge(request.partition(), new ParkingChanges.Count(0, 1), ParkingChanges.Count::plus);
    }

    private boolean waitsAlready(Command command) {
        Set<UUID> before = Optional.ofNullable(found.get(command.stream()))
                .map(ParkedCommandPage.Found::already)
                .orElse(Set.of());
        return before.contains(command.id())
                || added.getOrDefault(command.stream(), Set.of()).contains(command.id());
    }

    private Optional<ParkingChanges.ParkedStream> parked(StreamId stream) {
        return Optional.ofNullable(changed.get(stream))
                .or(() -> Optional.ofNullable(found.get(stream)).map(ParkedCommandPage.Found::parked));
    }
}
