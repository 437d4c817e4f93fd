package io.spanwire.bus.domain;

import java.util.ArrayList;
import java.util.List;

/** The effects of one event in one reaction, in order; at most {@link #MAX}. Not thread-safe. */
public final class Effects {
    /** More than this of one event is refused. */
    public static final int MAX = 100;

    private final List<Effect> effects = new ArrayList<>();

    Effects() {}

    /** Sends the command of this stream, such as {@code list/groceries}, that has this record. */
    public Effects send(String stream, Object command) {
        return add(new Effect.Send(OutgoingCommand.of(stream, command)));
    }

    /**
     * Sends a command by its name, also one of another domain; {@link Reaction.Builder#sends} must name it.
     *
     * @param data a value with the JSON that the command takes
     */
    public Effects send(String stream, String command, Object data) {
        return add(new Effect.Send(OutgoingCommand.of(stream, command, data)));
    }

    /** Sets or cancels a timer. */
    public Effects timer(Timer timer) {
        return add(timer);
    }

    List<Effect> all() {
        return List.copyOf(effects);
    }

    private Effects add(Effect effect) {
        if (effects.size() == MAX) {
            throw new IllegalStateException("An event has more than " + MAX
                    + " effects in one reaction: send one command whose stream spreads them");
        }
        effects.add(effect);
        return this;
    }
}
