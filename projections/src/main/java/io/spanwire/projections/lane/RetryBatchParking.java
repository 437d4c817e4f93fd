package io.spanwire.projections.lane;

import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.ParkedCommandPage;
import io.spanwire.projections.journal.ParkingChanges;
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
final class RetryBatchParking implements BatchParking {
    private static final Logger LOG = LoggerFactory.getLogger(RetryBatchParking.class);

    private final LogRecord.OrderRecord item;
    private final ParkedCommandPage page;
    private final String domainsHash;
    private final List<Long> places;
    private final boolean last;
    private final Set<Long> kept = new HashSet<>();
    private Optional<String> failure = Optional.empty();

    /**
     * Nothing is decided yet.
     *
     * @param most the size of a full page
     * @param domainsHash of this worker's domains
     */
    RetryBatchParking(LogRecord.OrderRecord item, ParkedCommandPage page, int most, String domainsHash) {
        this.item = item;
        this.page = page;
        this.domainsHash = domainsHash;
        this.places = page.finished()
                ? List.of()
                : page.waiting().stream().map(ParkedCommandPage.Waiting::place).toList();
        this.last = places.size() < most
                || places.size()
                        >= page.stream().map(found -> found.parked().waiting()).orElse(0);
    }

    @Override
    public boolean holds(StreamId stream) {
        return failure.isPresent();
    }

    @Override
    public Optional<Problem> verdict(LogRecord.CommandRecord request) {
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
    public void park(LogRecord.CommandRecord request, String reason) {
        failure = Optional.of(reason);
        kept.add(request.offset());
    }

    @Override
    public void behind(LogRecord.CommandRecord request) {
        kept.add(request.offset());
    }

    @Override
    public boolean finished() {
        return last || failure.isPresent();
    }

    @Override
    public ParkingChanges changes() {
        List<Long> decided =
                places.stream().filter(place -> !kept.contains(place)).toList();
        Optional<ParkingChanges.OrderProgress> progress = page.finished()
                ? Optional.empty()
                : Optional.of(
                        new ParkingChanges.OrderProgress(item.order(), page.decided() + decided.size(), finished()));
        return new ParkingChanges(still(decided.size()), List.of(), decided, freed(), progress);
    }

    @Override
    public Map<Integer, ParkingChanges.Count> difference() {
        return Map.of(item.partition(), new ParkingChanges.Count(-freed().size(), (long) kept.size() - places.size()));
    }

    @Override
    public void told() {
        OperatorOrder order = item.order();
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

    private List<ParkingChanges.ParkedStream> still(int decided) {
        if (page.stream().isEmpty() || page.finished() || !freed().isEmpty()) {
            return List.of();
        }
        ParkingChanges.ParkedStream before = page.stream().get().parked();
        int waiting = before.waiting() - decided;
        return List.of(failure.map(reason -> new ParkingChanges.ParkedStream(
                        before.stream(), item.partition(), reason, waiting, domainsHash))
                .orElseGet(() -> before.withWaiting(waiting)));
    }

    private List<StreamId> freed() {
        boolean all = page.stream().isPresent() && !page.finished() && last && kept.isEmpty();
        return all ? List.of(item.order().stream()) : List.of();
    }
}
