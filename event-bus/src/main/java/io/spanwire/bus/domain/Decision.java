package io.spanwire.bus.domain;

import java.util.List;

/** The result of a decider: the events that a command becomes (possibly none), or a rejection. */
public sealed interface Decision {
    /** The command is accepted and becomes these events, in this order. */
    record Accept(List<Object> events) implements Decision {
        public Accept {
            events = List.copyOf(events);
        }
    }

    /** The command is rejected: a code that the stream type declares, and a sentence for people. */
    record Reject(String code, String detail) implements Decision {}

    static Decision accept(Object... events) {
        return new Accept(List.of(events));
    }

    static Decision reject(String code, String detail) {
        return new Reject(code, detail);
    }
}
