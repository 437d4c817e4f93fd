package io.spanwire.projections.lane;

import io.spanwire.bus.handover.Handover;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The inboxes of a process's lanes by partition. Commands of partitions that no lane here owns are dropped. */
public final class CommandInboxes implements Handover.Commands {
    private final AtomicReferenceArray<CommandInbox> owners;

    public CommandInboxes(int partitions) {
        this.owners = new AtomicReferenceArray<>(partitions);
    }

    @Override
    public void acknowledged(Handover.AcknowledgedCommand command) {
        CommandInbox owner = owners.get(command.partition());
        if (owner != null) {
            owner.add(new LogRecord.CommandRecord(
                    command.partition(), command.offset(), command.command(), replyTo(command)));
        }
    }

    private static OptionalInt replyTo(Handover.AcknowledgedCommand command) {
        return command.replyTo() == Handover.NO_REPLY ? OptionalInt.empty() : OptionalInt.of(command.replyTo());
    }

    void open(int partition, CommandInbox inbox) {
        owners.set(partition, inbox);
    }

    /** Closes the partitions, unless another lane has opened them meanwhile. */
    void close(Collection<Integer> partitions, CommandInbox inbox) {
        partitions.forEach(partition -> owners.compareAndSet(partition, inbox, null));
    }
}
