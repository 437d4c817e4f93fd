package io.spanwire.edge.command;

import io.spanwire.bus.message.Command;
import java.util.concurrent.CompletionStage;

/** The log that commands are published to: Kafka. Must not block. */
@FunctionalInterface
public interface CommandLog {
    /**
     * Publishes a command.
     *
     * @param trace the W3C traceparent, or empty
     * @return completes when the command is durable; fails with the problem unavailable when that is unknown
     */
    CompletionStage<Void> publish(Command command, String trace);
}
