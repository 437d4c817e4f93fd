package io.spanwire.bus.domain;

import io.spanwire.bus.message.StreamId;
import java.time.Instant;

/**
 * A change of a stream's timers, which a decision makes together with its events, or a reaction: a command is sent at a
 * time, once, unless the timer is moved or cancelled before.
 *
 * <pre>{@code
 * accept(new AuctionOpened(end)).with(Timer.named("close").at(end).send(new CloseAuction()))
 * accept(new AuctionWithdrawn()).with(Timer.cancel("close"))
 * }</pre>
 *
 * A name is the stream's own, and in a reaction the reaction's for the stream of its event: the timer set last under a name
 * replaces the one before. A time that has passed means at once. Personal data in the command's record are marked like those
 * of an event, or they wait in the clear.
 */
public sealed interface Timer extends Effect {
    String name();

    /** Sends the command at this time, or a little later, never before. */
    record Set(String name, Instant at, OutgoingCommand send) implements Timer {
        public Set {
            check(name);
        }
    }

    /** Nothing is sent; no effect if there is no such timer, or its command has been sent. */
    record Cancel(String name) implements Timer {
        public Cancel {
            check(name);
        }
    }

    /** A timer with this name: like a stream's key, e.g. {@code close} or {@code due-milk}. */
    static Named named(String name) {
        return new Named(name);
    }

    static Timer cancel(String name) {
        return new Cancel(name);
    }

    private static void check(String name) {
        var unused = new StreamId("timer", name); // the same characters
    }

    /** A timer without a time. */
    record Named(String name) {
        public Named {
            check(name);
        }

        public Due at(Instant time) {
            return new Due(name, time);
        }
    }

    /** A timer without a command. */
    record Due(String name, Instant at) {
        /** Sends a command of the same stream, that with this record. */
        public Timer send(Object command) {
            return new Set(name, at, OutgoingCommand.of(command));
        }

        /** Sends a command of this stream, that with this record. */
        public Timer send(String stream, Object command) {
            return new Set(name, at, OutgoingCommand.of(stream, command));
        }

        /** Sends a command by its name. */
        public Timer send(String stream, String command, Object data) {
            return new Set(name, at, OutgoingCommand.of(stream, command, data));
        }
    }
}
