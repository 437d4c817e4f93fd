package io.spanwire.bus.domain;

import java.util.List;

/** What a decider answers: the events a command becomes (none is fine), or why it is rejected. */
public sealed interface Decision {
    /** The command is accepted and becomes these events, in this order. */
    record Accept(List<Object> events) implements Decision {
        public Accept {
            events = List.copyOf(events);
        }
    }

    /** The command is rejected: a code the stream type declares, and a sentence for people. */
    record Reject(String code, String detail) implements Decision {}

    static Decision accept(Object... events) {
        return new Accept(List.of(events));
    }

    static Decision reject(String code, String detail) {
        return new Reject(code, detail);
    }
}
