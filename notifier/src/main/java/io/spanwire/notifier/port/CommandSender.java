package io.spanwire.notifier.port;

import io.vertx.core.Future;

/** The sender of sockets' commands: authorizes, validates, publishes, and waits a bounded time for the outcome. */
@FunctionalInterface
public interface CommandSender {
    /** Fails with a {@link io.spanwire.bus.message.ProblemException} when the command was refused. Never blocks. */
    Future<CommandReceipt> send(CommandRequest request);
}
