package io.spanwire.projections.operator;

import io.spanwire.bus.message.Command;
import java.time.Instant;

/** A command, and since when it waits in a parked stream. */
public record WaitingCommand(Command command, Instant since) {}
