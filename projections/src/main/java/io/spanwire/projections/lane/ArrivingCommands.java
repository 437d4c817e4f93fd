package io.spanwire.projections.lane;

import io.spanwire.bus.json.CommandJson;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.ParkedPage;
import io.spanwire.projections.journal.Parking;
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
final class ArrivingCommands implements ParkedStreams {
    private static final Logger LOG = LoggerFactory.getLogger(ArrivingCommands.class);

    private final int mostWaiting;
    private final Map<StreamId, ParkedPage.Found> found;
    private final Map<StreamId, Parking.ParkedStream> changed = new LinkedHashMap<>();
    private final List<Parking.ParkedCommand> commands = new ArrayList<>();
    private final Map<StreamId, Set<UUID>> added = new HashMap<>();
    private final Map<Integer, Parking.Count> difference = new HashMap<>();

    /**
     * Nothing has arrived yet.
     *
     * @param mostWaiting commands that may wait in one stream
     * @param found the streams parked before
     */
    ArrivingCommands(int mostWaiting, Map<StreamId, ParkedPage.Found> found) {
        this.mostWaiting = mostWaiting;
        this.found = found;
    }

    @Override
    public boolean holds(StreamId stream) {
        return changed.containsKey(stream) || found.containsKey(stream);
    }

    @Override
    public Optional<Problem> verdict(Item.Request request) {
        StreamId stream = request.command().stream();
        return holds(stream) && waiting(stream) >= mostWaiting && !waitsAlready(request.command())
                ? Optional.of(Problems.QUEUE_FULL)
                : Optional.empty();
    }

    @Override
    public void park(Item.Request request, String reason) {
        difference.merge(request.partition(), new Parking.Count(1, 0), Parking.Count::plus);
        add(request, reason, 1);
    }

    @Override
    public void behind(Item.Request request) {
        StreamId stream = request.command().stream();
        if (waitsAlready(request.command())) {
            return; // sent again under its id: waiting once is enough, and its outcome is on record for whoever asks
        }
        add(request, reason(stream), waiting(stream) + 1);
    }

    @Override
    public boolean finished() {
        return true;
    }

    @Override
    public Parking changes() {
        return new Parking(List.copyOf(changed.values()), commands, List.of(), List.of(), Optional.empty());
    }

    @Override
    public Map<Integer, Parking.Count> difference() {
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

    private void add(Item.Request request, String reason, int waiting) {
        Command command = request.command();
        changed.put(command.stream(), new Parking.ParkedStream(command.stream(), request.partition(), reason, waiting));
        added.computeIfAbsent(command.stream(), first -> new HashSet<>()).add(command.id());
        commands.add(new Parking.ParkedCommand(
                request.partition(),
                request.offset(),
                command.stream(),
                command.id(),
                Buffer.buffer(CommandJson.write(command)),
                request.replyTo()));
        difference.merge(request.partition(), new Parking.Count(0, 1), Parking.Count::plus);
    }

    private boolean waitsAlready(Command command) {
        Set<UUID> before = Optional.ofNullable(found.get(command.stream()))
                .map(ParkedPage.Found::already)
                .orElse(Set.of());
        return before.contains(command.id())
                || added.getOrDefault(command.stream(), Set.of()).contains(command.id());
    }

    private int waiting(StreamId stream) {
        return Optional.ofNullable(changed.get(stream))
                .map(Parking.ParkedStream::waiting)
                .or(() -> Optional.ofNullable(found.get(stream)).map(ParkedPage.Found::waiting))
                .orElse(0);
    }

    private String reason(StreamId stream) {
        return Optional.ofNullable(changed.get(stream))
                .map(Parking.ParkedStream::reason)
                .or(() -> Optional.ofNullable(found.get(stream)).map(ParkedPage.Found::reason))
                .orElse("");
    }
}
