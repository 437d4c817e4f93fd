package io.spanwire.bus.domain;

/** What a reaction makes of an event: a command to send, or a change of its timers. */
public sealed interface Effect permits Effect.Send, Timer {
    /** Sends a command. */
    record Send(OutgoingCommand command) implements Effect {}
}
