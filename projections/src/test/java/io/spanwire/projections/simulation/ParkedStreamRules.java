package io.spanwire.projections.simulation;

import io.spanwire.bus.kafka.CommandRecords;
import io.spanwire.bus.kafka.OperatorOrderRecords;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.journal.ParkingChanges;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The check of parked streams when all lanes are idle: other streams are decided, and no command is lost. */
record ParkedStreamRules(SimulatedKafka kafka, Partitioning partitioning, SimulatedTables tables) {
    void check() {
        for (int partition = 0; partition < partitioning.partitions(); partition++) {
            for (ConsumerRecord<byte[], byte[]> record : kafka.commands(partition)) {
                command(record, partitioning).ifPresent(this::check);
            }
        }
        tables.parkedStreams.committed().values().forEach(this::checkCount);
        tables.waiting
                .committed()
                .values()
                .forEach(each -> PromiseBroken.unless(
                        tables.parkedStreams.find(each.stream()).isPresent(), "%s waits in no parked stream", each));
    }

    /** The command in a record, if it contains one. */
    static Optional<Command> command(ConsumerRecord<byte[], byte[]> record, Partitioning partitioning) {
        try {
            return OperatorOrderRecords.isOrder(record)
                    ? Optional.empty()
                    : Optional.of(CommandRecords.decode(record))
                            .filter(command -> partitioning.of(command.stream()) == record.partition());
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private void check(Command command) {
        boolean waits = tables.waiting(command.stream(), Integer.MAX_VALUE).stream()
                .anyMatch(each -> each.command().equals(command.id()));
        PromiseBroken.unless(
                waits
                        || tables.outcomes.find(command.id()).isPresent()
                        || tables.failures.find(command.id()).isPresent(),
                "%s has no outcome and does not wait",
                command);
        PromiseBroken.unless(
                !waits || tables.parkedStreams.find(command.stream()).isPresent(),
                "%s waits, and its stream is not parked",
                command);
    }

    private void checkCount(ParkingChanges.ParkedStream stream) {
        int rows = tables.waiting(stream.stream(), Integer.MAX_VALUE).size();
        PromiseBroken.unless(rows == stream.waiting(), "%d commands wait in %s", rows, stream);
    }
}
