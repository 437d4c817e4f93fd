package io.spanwire.bus.domain;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commands that follow from events, also in streams of other types and domains: a process that leads from one stream to
 * the next.
 *
 * <pre>{@code
 * Reaction.named("congratulate-winner", 1)
 *     .fromNowOn()
 *     .on(AuctionClosed.class, (event, then) ->
 *         then.send("winner/" + event.data().winner(), new Congratulate(event.stream().key())))
 *     .build();
 * }</pre>
 *
 * It is a pure function of the event; what it must remember is a stream of its own. It runs behind the commit, on each event
 * once in the order of its stream, and what it sends takes effect exactly once, whatever crashes. When it fails, only the
 * events of that stream wait for it, until an operator or another jar releases them.
 *
 * <p>The name is its identity: with it go its place in the history, the ids of its commands and its timers. A higher version
 * says that it reacts differently from then on; events that it has reacted to, it does not react to again.
 *
 * @param start which events it takes when it is new to a history
 * @param targets the commands that it sends by their names, as {@code <stream type>/<command>}
 * @param onlyWith the stream types without which it does not exist
 */
public record Reaction(
        String name,
        int version,
        Start start,
        Map<Class<?>, Handler<?>> handlers,
        Set<String> targets,
        Set<String> onlyWith) {
    public Reaction {
        onlyWith = Set.copyOf(onlyWith);
        handlers = Map.copyOf(handlers);
        targets = Set.copyOf(targets);
    }

    /** Which events a reaction takes that is new to a history. */
    public enum Start {
        /** Those that are stored from then on. */
        NOW,
        /** All of them, the oldest first. */
        BEGINNING
    }

    /** The reaction to one kind of event: a pure function that adds its effects to {@code then}. */
    @FunctionalInterface
    public interface Handler<E> {
        void react(RecordedEvent<E> event, Effects then);
    }

    /** A reaction's name and version, from 1. */
    public static Builder named(String name, int version) {
        return new Builder(name, version);
    }

    /** Whether it reacts to events with this data. */
    public boolean takes(Class<?> event) {
        return handlers.containsKey(event);
    }

    /** The effects of an event, in order; none of one that it does not take. */
    public List<Effect> effects(RecordedEvent<?> event) {
        Effects then = new Effects();
        Handler<?> handler = handlers.get(event.data().getClass());
        if (handler != null) {
            react(handler, event, then);
        }
        return then.all();
    }

    @SuppressWarnings("unchecked") // the builder takes the class and the handler together
    private static <E> void react(Handler<E> handler, RecordedEvent<?> event, Effects then) {
        handler.react((RecordedEvent<E>) event, then);
    }

    /** Builds a reaction. */
    public static final class Builder {
        private final String name;
        private final int version;
        private final Map<Class<?>, Handler<?>> handlers = new LinkedHashMap<>();
        private final Set<String> targets = new LinkedHashSet<>();
        private final Set<String> onlyWith = new LinkedHashSet<>();
        private @Nullable Start start;

        private Builder(String name, int version) {
            KebabCase.check("reaction", name);
            this.name = name;
            this.version = version;
            require(version >= 1, "has version " + version + "; the first is 1");
        }

        /** When it is new to a history, it takes only events that are stored from then on. */
        public Builder fromNowOn() {
            return from(Start.NOW);
        }

        /** When it is new to a history, it takes all of its events, the oldest first. */
        public Builder fromTheBeginning() {
            return from(Start.BEGINNING);
        }

        /** Names a command that it sends by its name; the server does not start without that command. */
        public Builder sends(String streamType, String command) {
            targets.add(streamType + '/' + command);
            return this;
        }

        /** Lets the reaction exist only if a domain with this stream type is loaded, too. */
        public Builder onlyWith(String streamType) {
            onlyWith.add(streamType);
            return this;
        }

        /** Reacts to events with this data. */
        public <E> Builder on(Class<E> event, Handler<E> handler) {
            require(handlers.put(event, handler) == null, "takes " + event.getSimpleName() + " twice");
            return this;
        }

        public Reaction build() {
            require(!handlers.isEmpty(), "takes no event");
            Start chosen = Optional.ofNullable(start)
                    .orElseThrow(() -> refused("does not say what it does with the past: fromNowOn() leaves the events"
                            + " that are stored already, fromTheBeginning() takes them"));
            return new Reaction(name, version, chosen, handlers, targets, onlyWith);
        }

        private Builder from(Start chosen) {
            require(start == null || start == chosen, "says both fromNowOn() and fromTheBeginning()");
            start = chosen;
            return this;
        }

        private void require(boolean holds, String otherwise) {
            if (!holds) {
                throw refused(otherwise);
            }
        }

        private IllegalStateException refused(String why) {
            return new IllegalStateException("Reaction " + name + ' ' + why);
        }
    }
}
