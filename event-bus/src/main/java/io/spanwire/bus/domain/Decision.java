package io.spanwire.bus.domain;

import java.util.List;
import java.util.stream.Stream;

/**
 * The result of a decider: the events that a command becomes (possibly none) and the changes of the stream's timers, or a
 * rejection.
 */
public sealed interface Decision {
    /** The command is accepted and becomes these events, in this order. */
    record Accept(List<Object> events, List<Timer> timers) implements Decision {
        public Accept {
            events = List.copyOf(events);
            timers = List.copyOf(timers);
        }

        /** Without a change of timers. */
        public Accept(List<Object> events) {
            this(events, List.of());
        }
    }

    /** The command is rejected: a code that the stream type declares, and a sentence for people. */
    record Reject(String code, String detail) implements Decision {}

    /** The same, with these changes of the stream's timers, if it is not a rejection: a rejected command changes nothing. */
    default Decision with(Timer... timers) {
        return this instanceof Accept accept
                ? new Accept(
                        accept.events(),
                        Stream.concat(accept.timers().stream(), Stream.of(timers))
                                .toList())
                : this;
    }

    static Decision accept(Object... events) {
        return new Accept(List.of(events));
    }

    static Decision reject(String code, String detail) {
        return new Reject(code, detail);
    }
}
