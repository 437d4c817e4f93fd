package io.spanwire.notifier.port;

import io.spanwire.bus.message.Outcome;
import java.util.UUID;

/** What a sender is told about a command that Kafka has. */
public sealed interface CommandReceipt {
    /** It was decided. */
    record Decided(Outcome outcome) implements CommandReceipt {}

    /** It will be decided, but was not in the time a sender waits: asking again with the same key gives the outcome. */
    record Pending(UUID command) implements CommandReceipt {}
}
