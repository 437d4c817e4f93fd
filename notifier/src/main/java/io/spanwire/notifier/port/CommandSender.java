package io.spanwire.notifier.port;

import io.vertx.core.Future;

/** Sends commands for sockets: authorizes, validates, publishes, waits a bounded time for the outcome. */
@FunctionalInterface
public interface CommandSender {
    /** Fails with a {@link io.spanwire.bus.message.ProblemException} when the command was not taken. Never blocks. */
    Future<CommandReceipt> send(CommandRequest request);
}
