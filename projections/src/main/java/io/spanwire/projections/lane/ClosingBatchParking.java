package io.spanwire.projections.lane;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.ParkingChanges;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An order that closes or reopens its stream: it decides no command and leaves a parked stream parked. Carried out once;
 * the journal writes what it changes with the record of the order.
 */
final class ClosingBatchParking implements BatchParking {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingBatchParking.class);

    private final OperatorOrder order;
    private final boolean carriedOutBefore;

    ClosingBatchParking(OperatorOrder order, boolean carriedOutBefore) {
        this.order = order;
        this.carriedOutBefore = carriedOutBefore;
    }

    @Override
    public boolean mustWait(StreamId stream) {
        return false;
    }

    @Override
    public boolean isWaiting(Command command) {
        return false;
    }

    @Override
    public Optional<Problem> rejection(LogRecord.CommandRecord record) {
        return Optional.empty();
    }

    @Override
    public void park(LogRecord.CommandRecord record, String reason) {
        throw new IllegalStateException("No command is decided");
    }

    @Override
    public void enqueue(LogRecord.CommandRecord record) {
        throw new IllegalStateException("No command is decided");
    }

    @Override
    public boolean isFinished() {
        return true;
    }

    @Override
    public ParkingChanges changes() {
        return carriedOutBefore
                ? ParkingChanges.NONE
                : new ParkingChanges(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.of(new ParkingChanges.OrderProgress(order, 0, true)));
    }

    @Override
    public void logCommitted() {
        LOG.info("order carried out order={} stream={} id={}", order.verb().text(), order.stream(), order.id());
    }

    @Override
    public Map<Integer, ParkingChanges.Count> countDifference() {
        return Map.of();
    }
}
