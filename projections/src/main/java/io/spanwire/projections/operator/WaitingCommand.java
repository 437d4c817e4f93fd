package io.spanwire.projections.operator;

import io.spanwire.bus.message.Command;
import java.time.Instant;

/**
 * A command that waits in a parked stream.
 *
 * @param since when it began to wait
 */
public record WaitingCommand(Command command, Instant since) {}
