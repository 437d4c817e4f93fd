package io.spanwire.notifier.port;

import io.spanwire.bus.message.Outcome;
import java.util.UUID;

/** The answer to a command that Kafka has acknowledged. */
public sealed interface CommandReceipt {
    /** The command is decided. */
    record Decided(Outcome outcome) implements CommandReceipt {}

    /**
     * The command is durable, but not decided within the sender's wait. Sending it again with the same key gives the
     * outcome.
     */
    record Pending(UUID command) implements CommandReceipt {}
}
