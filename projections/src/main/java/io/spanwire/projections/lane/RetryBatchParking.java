package io.spanwire.projections.lane;

import io.spanwire.bus.message.Command;
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
 * Parking while an order is carried out: the waiting commands are decided in order until one fails again. An order
 * takes one transaction a page, and each transaction stores the order's progress; so it continues where it was, however
 * often its record is read.
 */
final class RetryBatchParking implements BatchParking {
    private static final Logger LOG = LoggerFactory.getLogger(RetryBatchParking.class);

    private final LogRecord.OrderRecord orderRecord;
    private final ParkedCommandPage page;
    private final String domainsHash;
    private final List<Long> queueNumbers;
    private final boolean lastPage;
    private final Set<Long> stillWaiting = new HashSet<>();
    private Optional<String> failure = Optional.empty();

    /**
     * Parking before the first command.
     *
     * @param maxCommands the size of a full page
     * @param domainsHash of this worker's domains
     */
    RetryBatchParking(LogRecord.OrderRecord orderRecord, ParkedCommandPage page, int maxCommands, String domainsHash) {
        this.orderRecord = orderRecord;
        this.page = page;
        this.domainsHash = domainsHash;
        this.queueNumbers = page.finished()
                ? List.of()
                : page.waiting().stream()
                        .map(ParkedCommandPage.Waiting::queueNumber)
                        .toList();
        this.lastPage = queueNumbers.size() < maxCommands
                || queueNumbers.size()
                        >= page.stream().map(found -> found.parked().waiting()).orElse(0);
    }

    @Override
    public boolean mustWait(StreamId stream) {
        return failure.isPresent();
    }

    @Override
    public boolean isWaiting(Command command) {
        return true;
    }

    @Override
    public Optional<Problem> rejection(LogRecord.CommandRecord record) {
        boolean dropped =
                switch (orderRecord.order().verb()) {
                    case RETRY, CLOSE, REOPEN -> false;
                    case DROP -> page.decided() == 0 && queueNumbers.indexOf(record.offset()) == 0;
                    case DROP_ALL -> true;
                };
        return dropped ? Optional.of(Problems.DROPPED) : Optional.empty();
    }

    @Override
    public void park(LogRecord.CommandRecord record, String reason) {
        failure = Optional.of(reason);
        enqueue(record);
    }

    @Override
    public void enqueue(LogRecord.CommandRecord record) {
        stillWaiting.add(record.offset());
    }

    @Override
    public boolean isFinished() {
        return lastPage || failure.isPresent();
    }

    @Override
    public ParkingChanges changes() {
        if (page.finished()) {
            return ParkingChanges.NONE;
        }
        List<Long> decided = queueNumbers.stream()
                .filter(number -> !stillWaiting.contains(number))
                .toList();
        List<ParkingChanges.ParkedStream> parked =
                isUnparked() ? List.of() : stillParked(decided.size()).stream().toList();
        List<StreamId> unparked = isUnparked() ? List.of(orderRecord.order().stream()) : List.of();
        return new ParkingChanges(
                parked,
                List.of(),
                decided,
                unparked,
                Optional.of(new ParkingChanges.OrderProgress(
                        orderRecord.order(), page.decided() + decided.size(), isFinished())));
    }

    @Override
    public Map<Integer, ParkingChanges.Count> countDifference() {
        long commands = (long) stillWaiting.size() - queueNumbers.size();
        return Map.of(orderRecord.partition(), new ParkingChanges.Count(isUnparked() ? -1 : 0, commands));
    }

    @Override
    public void logCommitted() {
        OperatorOrder order = orderRecord.order();
        failure.ifPresent(reason ->
                LOG.error("stream parked again stream={} reason={}", order.stream(), ParkedReason.kind(reason)));
        if (isFinished()) {
            LOG.info(
                    "order carried out order={} stream={} id={} decided={} unparked={}",
                    order.verb().text(),
                    order.stream(),
                    order.id(),
                    page.decided() + queueNumbers.size() - stillWaiting.size(),
                    isUnparked());
        }
    }

    private Optional<ParkingChanges.ParkedStream> stillParked(int decided) {
        return page.stream().map(ParkedCommandPage.Found::parked).map(parked -> {
            int waiting = parked.waiting() - decided;
            return failure.map(reason -> new ParkingChanges.ParkedStream(
                            parked.stream(), orderRecord.partition(), reason, waiting, domainsHash))
                    .orElseGet(() -> parked.withWaiting(waiting));
        });
    }

    private boolean isUnparked() {
        return page.stream().isPresent() && !page.finished() && lastPage && stillWaiting.isEmpty();
    }
}
