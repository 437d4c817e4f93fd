package io.spanwire.projections.lane;

import io.spanwire.bus.message.ParkedOrder;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.ParkedPage;
import io.spanwire.projections.journal.Parking;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parking as an order is carried out: the first commands that wait are decided, in their order, until one fails again. An
 * order takes as many transactions as it has pages; what it has done is stored with each, so it goes on where it was, however
 * often its record comes.
 */
final class WaitingCommands implements ParkedStreams {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingCommands.class);

    private final Item.Order item;
    private final ParkedPage page;
    private final List<Long> places;
    private final boolean last;
    private final Set<Long> kept = new HashSet<>();
    private Optional<String> failure = Optional.empty();

    /**
     * Nothing is decided yet.
     *
     * @param most the size of a full page
     */
    WaitingCommands(Item.Order item, ParkedPage page, int most) {
        this.item = item;
        this.page = page;
        this.places = page.finished()
                ? List.of()
                : page.waiting().stream().map(ParkedPage.Waiting::place).toList();
        this.last = places.size() < most
                || places.size() >= page.stream().map(ParkedPage.Found::waiting).orElse(0);
    }

    @Override
    public boolean holds(StreamId stream) {
        return failure.isPresent();
    }

    @Override
    public Optional<Problem> verdict(Item.Request request) {
        return switch (item.order().verb()) {
            case RETRY -> Optional.empty();
            case DROP ->
                page.decided() == 0 && places.indexOf(request.offset()) == 0
                        ? Optional.of(Problems.DROPPED)
                        : Optional.empty();
            case DROP_ALL -> Optional.of(Problems.DROPPED);
        };
    }

    @Override
    public void park(Item.Request request, String reason) {
        failure = Optional.of(reason);
        kept.add(request.offset());
    }

    @Override
    public void behind(Item.Request request) {
        kept.add(request.offset());
    }

    @Override
    public boolean finished() {
        return last || failure.isPresent();
    }

    @Override
    public Parking changes() {
        List<Long> decided =
                places.stream().filter(place -> !kept.contains(place)).toList();
        Optional<Parking.OrderProgress> progress = page.finished()
                ? Optional.empty()
                : Optional.of(new Parking.OrderProgress(item.order(), page.decided() + decided.size(), finished()));
        return new Parking(still(decided.size()), List.of(), decided, freed(), progress);
    }

    @Override
    public Map<Integer, Parking.Count> difference() {
        return Map.of(item.partition(), new Parking.Count(-freed().size(), (long) kept.size() - places.size()));
    }

    @Override
    public void told() {
        ParkedOrder order = item.order();
        failure.ifPresent(reason ->
                LOG.error("stream parked again stream={} reason={}", order.stream(), ParkedReason.kind(reason)));
        if (finished()) {
            LOG.info(
                    "parked stream ordered order={} stream={} id={} decided={} freed={}",
                    order.verb().text(),
                    order.stream(),
                    order.id(),
                    page.decided() + places.size() - kept.size(),
                    !freed().isEmpty());
        }
    }

    private List<Parking.ParkedStream> still(int decided) {
        if (page.stream().isEmpty() || page.finished() || !freed().isEmpty()) {
            return List.of();
        }
        ParkedPage.Found found = page.stream().get();
        return List.of(new Parking.ParkedStream(
                found.stream(), item.partition(), failure.orElse(found.reason()), found.waiting() - decided));
    }

    private List<StreamId> freed() {
        boolean all = page.stream().isPresent() && !page.finished() && last && kept.isEmpty();
        return all ? List.of(item.order().stream()) : List.of();
    }
}
