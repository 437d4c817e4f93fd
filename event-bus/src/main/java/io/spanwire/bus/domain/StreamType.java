package io.spanwire.bus.domain;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StreamId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of stream: its initial state, the commands that may change it and the events they become.
 *
 * <pre>{@code
 * StreamType.of("chat", Room.class, Room.EMPTY)
 *     .command("post-message", PostMessage.class, Room::post)
 *     .event("message-posted", MessagePosted.class, Room::posted)
 *     .rejection("too-old", "The message is too old to change")
 *     .build();
 * }</pre>
 *
 * Stored events are kept for good: when an event's record changes, {@link Builder#upcast} converts the older data.
 *
 * <p>The state is an immutable value that Jackson can write and read: long streams are loaded from a snapshot of it.
 * Increase {@link Builder#stateVersion} when its meaning changes; older snapshots are then ignored. Immutable,
 * thread-safe.
 *
 * @param <S> the state
 */
public final class StreamType<S> {
    private static final int CONFLICT = 409;

    private final String name;
    private final Class<S> stateClass;
    private final S initial;
    private final int stateVersion;
    private final Map<String, CommandType<S, ?>> commands;
    private final Map<String, EventType<S, ?>> events;
    private final Map<String, EventType<S, ?>> eventsByName;
    private final Map<Class<?>, EventType<S, ?>> eventsByClass;
    private final Map<String, Problem> rejections;
    private final Map<Class<?>, EventType.Forgetting<S, ?>> forgettings;
    private final Optional<CommandType<S, ForgetSubject>> forgetSubject;

    private StreamType(Builder<S> builder) {
        this.name = builder.name;
        this.stateClass = builder.stateClass;
        this.initial = builder.initial;
        this.stateVersion = builder.stateVersion;
        this.commands = new LinkedHashMap<>(builder.commands);
        builder.events.addSubjectForgotten();
        this.events = builder.events.build();
        this.forgettings = Map.copyOf(builder.forgettings);
        this.forgetSubject = builder.events.hasPersonal() ? Optional.of(forgetSubject()) : Optional.empty();
        this.eventsByName = new HashMap<>();
        this.eventsByClass = new HashMap<>();
        events.values().forEach(this::index);
        this.rejections = new LinkedHashMap<>(builder.rejections);
    }

    private static <S> CommandType<S, ForgetSubject> forgetSubject() {
        return new CommandType<>(
                ForgetSubject.NAME,
                ForgetSubject.class,
                (state, forget, context) -> Decision.accept(new SubjectForgotten(forget.subject())));
    }

    private void index(EventType<S, ?> event) {
        event.storedNames().forEach(eachName -> eventsByName.put(eachName, event));
        eventsByClass.put(event.data(), event);
    }

    public static <S> Builder<S> of(String name, Class<S> stateClass, S initial) {
        return new Builder<>(name, stateClass, initial);
    }

    public String name() {
        return name;
    }

    public Class<S> stateClass() {
        return stateClass;
    }

    public S initial() {
        return initial;
    }

    public int stateVersion() {
        return stateVersion;
    }

    /** The commands that clients may send. */
    public Collection<CommandType<S, ?>> commands() {
        return commands.values();
    }

    /** A command by its name: one that clients may send, or {@link ForgetSubject}. */
    public Optional<CommandType<S, ?>> command(String commandName) {
        return commandName.equals(ForgetSubject.NAME)
                ? forgetSubject.map(command -> command)
                : Optional.ofNullable(commands.get(commandName));
    }

    public Collection<EventType<S, ?>> events() {
        return events.values();
    }

    /** The event that has or had this full name, e.g. {@code chat.message-posted}. */
    public Optional<EventType<S, ?>> event(String eventName) {
        return Optional.ofNullable(eventsByName.get(eventName));
    }

    /** The event with this record. */
    public Optional<EventType<S, ?>> event(Class<?> data) {
        return Optional.ofNullable(eventsByClass.get(data));
    }

    /** Whether an event of it has personal data. */
    public boolean isPersonal() {
        return forgetSubject.isPresent();
    }

    /** The versions of the events whose personal data this event makes unreadable; see {@link Builder#forgets}. */
    public List<Long> forgottenBy(S before, RecordedEvent<?> event) {
        Class<?> data = event.data().getClass();
        return forgettings.containsKey(data) ? forgottenBy(eventsByClass.get(data), before, event) : List.of();
    }

    private <E> List<Long> forgottenBy(@Nullable EventType<S, E> type, S before, RecordedEvent<?> event) {
        Class<E> data = Objects.requireNonNull(type).data();
        @SuppressWarnings("unchecked") // the builder takes the class and the function together
        EventType.Forgetting<S, E> forgetting = (EventType.Forgetting<S, E>) forgettings.get(data);
        List<Long> versions = Objects.requireNonNull(forgetting).versions(before, event.as(data));
        for (long version : versions) {
            if (version < 1 || version >= event.version()) {
                throw new IllegalStateException("Event " + event.version() + " of " + event.stream()
                        + " cannot make version " + version + " unreadable: it is no earlier one");
            }
        }
        return List.copyOf(versions);
    }

    /** The names of the stored events after which earlier ones may read differently. */
    public Set<String> forgettingEvents() {
        Set<String> names = new HashSet<>();
        events.values().stream()
                .filter(event -> event.data().equals(SubjectForgotten.class) || forgettings.containsKey(event.data()))
                .forEach(event -> names.addAll(event.storedNames()));
        return names;
    }

    /** The declared rejections, each a problem with status 409. */
    public Collection<Problem> rejections() {
        return rejections.values();
    }

    /** The problem of a rejection; an undeclared code gets a generic title. */
    public Problem rejection(String code, String detail) {
        Problem declared = rejections.get(code);
        return declared == null
                ? Problem.of(code, CONFLICT, "The command was rejected", detail)
                : declared.because(detail);
    }

    /** Builds a stream type. */
    public static final class Builder<S> {
        private final String name;
        private final Class<S> stateClass;
        private final S initial;
        private final Map<String, CommandType<S, ?>> commands = new LinkedHashMap<>();
        private final EventDeclarations<S> events;
        private final Map<String, Problem> rejections = new LinkedHashMap<>();
        private final Map<Class<?>, EventType.Forgetting<S, ?>> forgettings = new LinkedHashMap<>();
        private int stateVersion = 1;

        private Builder(String name, Class<S> stateClass, S initial) {
            this.name = new StreamId(name, "any").type();
            this.stateClass = stateClass;
            this.initial = initial;
            this.events = new EventDeclarations<>(this.name);
        }

        /** Adds a command with its name in the URL, e.g. {@code post-message}. */
        public <C> Builder<S> command(String commandName, Class<C> data, CommandType.Decider<S, C> decider) {
            CommandType<S, C> command = new CommandType<>(commandName, data, decider);
            requireFirst("command", commandName, commands.put(commandName, command) == null);
            return this;
        }

        /**
         * Adds an event by its short name; {@code message-posted} of {@code chat} becomes {@code chat.message-posted}.
         */
        public <E> Builder<S> event(String shortName, Class<E> data, EventType.Evolution<S, E> evolution) {
            events.add(shortName, data, evolution);
            return this;
        }

        /**
         * Adds how stored data of this version of an event become data of the next version, when the event's record has
         * changed. An event without upcasters has version 1; each upcaster adds one.
         */
        public Builder<S> upcast(String shortName, int version, EventType.Upcaster upcaster) {
            events.upcast(shortName, version, upcaster);
            return this;
        }

        /** Reads stored events with this former short name as the event that has replaced it. */
        public Builder<S> renamed(String formerName, String shortName) {
            events.rename(formerName, shortName);
            return this;
        }

        /**
         * Makes the personal data of earlier events of the stream unreadable with an event, such as "message deleted": the
         * function returns their versions. What the state holds of them, the event's evolution must remove. Snapshots, read
         * models and subscribers follow; clients that have received the earlier events keep them.
         */
        public <E> Builder<S> forgets(Class<E> event, EventType.Forgetting<S, E> versions) {
            requireFirst("forgetting event", event.getSimpleName(), forgettings.put(event, versions) == null);
            return this;
        }

        /** Declares a rejection: the code of {@code /problems/<code>} and its title. */
        public Builder<S> rejection(String code, String title) {
            Problem problem = Problem.of(code, CONFLICT, title, title);
            requireFirst("rejection", code, rejections.put(code, problem) == null);
            return this;
        }

        /** Increased when the state's meaning changes, so that older snapshots are not read. 1 unless set. */
        public Builder<S> stateVersion(int version) {
            this.stateVersion = version;
            return this;
        }

        public StreamType<S> build() {
            if (commands.isEmpty() || events.isEmpty()) {
                throw new IllegalStateException("Stream type " + name + " needs a command and an event");
            }
            if (commands.containsKey(ForgetSubject.NAME)) {
                throw new IllegalStateException("Stream type " + name + " cannot have the command " + ForgetSubject.NAME
                        + ", which is Spanwire's");
            }
            StreamType<S> built = new StreamType<>(this);
            for (Class<?> event : forgettings.keySet()) {
                if (!built.isPersonal() || built.event(event).isEmpty()) {
                    throw new IllegalStateException("Stream type " + name + " forgets with " + event.getSimpleName()
                            + ", but has no such event or no event with @Personal data");
                }
            }
            return built;
        }

        private void requireFirst(String kind, String which, boolean first) {
            if (!first) {
                throw new IllegalStateException("Stream type " + name + " has the " + kind + " " + which + " twice");
            }
        }
    }
}
