package io.spanwire.projections.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.domain.CommandType;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.OutgoingCommand;
import io.spanwire.bus.domain.PersonalData;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.Timer;
import io.spanwire.bus.fold.DataMismatch;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Cause;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.DerivedIds;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.schema.CommandSchema;
import io.spanwire.bus.schema.CommandSchemas;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The commands that deciders and reactions ask for: found in the domains and validated like those of clients, against the
 * same schemas. Thread-safe.
 */
public final class OutgoingCommands {
    /** What a timer may be ahead. */
    public static final Duration MAX_AHEAD = Duration.ofDays(3_660);

    /** A timer that is due sooner continues its chain; time itself slows down a longer one. */
    private static final Duration NEW_CHAIN = Duration.ofSeconds(1);

    /** As much as the edge takes. */
    private static final int MAX_BYTES = 64 << 10;

    private final Domains domains;
    private final Supplier<CommandSchemas> schemas;
    private final Map<Class<?>, PersonalData> personal = new ConcurrentHashMap<>();

    public OutgoingCommands(Domains domains) {
        this.domains = domains;
        this.schemas = new Lazy(domains);
    }

    /** A command that can be sent. */
    public record Resolved(StreamId stream, CommandType<?, ?> type, String data, JsonNode json) {}

    /** The schemas of all commands take a while, and most domains have no reaction and no timer. */
    private static final class Lazy implements Supplier<CommandSchemas> {
        private final Map<Boolean, CommandSchemas> generated = new ConcurrentHashMap<>();
        private final Domains domains;

        Lazy(Domains domains) {
            this.domains = domains;
        }

        @Override
        public CommandSchemas get() {
            return generated.computeIfAbsent(true, once -> new CommandSchemas(domains));
        }
    }

    /** Generates the schemas now, so that the first command need not wait for them. */
    public void prepare() {
        var unused = schemas.get();
    }

    /**
     * Finds and validates a command.
     *
     * @param own the stream of one that names none
     * @throws InvalidEffect when there is no such command, or its data do not match the schema
     */
    public Resolved resolve(OutgoingCommand outgoing, StreamId own) {
        StreamId stream = outgoing.stream().orElse(own);
        StreamType<?> type = domains.streamType(stream.type())
                .orElseThrow(() -> new InvalidEffect("there is no stream type " + stream.type()));
        CommandType<?, ?> command = outgoing.command().isPresent()
                ? named(type, outgoing.command().get())
                : withRecord(type, outgoing.data().getClass());
        CommandSchema schema = schemas.get()
                .of(type.name(), command.name())
                .orElseThrow(() -> new InvalidEffect(type.name() + '/' + command.name() + " cannot be sent"));
        String data = Json.write(outgoing.data());
        if (data.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new InvalidEffect(
                    "the data of " + type.name() + '/' + command.name() + " have more than " + MAX_BYTES + " bytes");
        }
        JsonNode json = Json.reread(data);
        List<Problem.Pointer> errors = schema.validate(json);
        if (!errors.isEmpty()) {
            throw new InvalidEffect("the data of " + type.name() + '/' + command.name() + " do not match its schema: "
                    + errors.get(0).pointer() + ' ' + errors.get(0).detail());
        }
        return new Resolved(stream, command, data, json);
    }

    private static CommandType<?, ?> named(StreamType<?> type, String name) {
        return type.commands().stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidEffect("stream type " + type.name() + " has no command " + name));
    }

    private static CommandType<?, ?> withRecord(StreamType<?> type, Class<?> data) {
        List<CommandType<?, ?>> found = new ArrayList<>();
        type.commands().stream().filter(command -> command.data().equals(data)).forEach(found::add);
        if (found.size() != 1) {
            throw new InvalidEffect("stream type " + type.name() + " has " + found.size() + " commands with the record "
                    + data.getName() + ": name the command");
        }
        return found.get(0);
    }

    /**
     * The changes of timers that a command's decision makes.
     *
     * @throws InvalidEffect as {@link #resolve}, or when timers without time between them continue each other without end
     * @throws TimerOutOfRange when one is due too late
     */
    public List<TimerChange> timers(Command command, List<Timer> timers) {
        List<TimerChange> changes = new ArrayList<>(timers.size());
        for (Timer timer : timers) {
            UUID id = DerivedIds.ofTimer(command.id(), changes.size());
            Source source = new Source(command.stream(), "", command.caller().subject(), command.at(), of(command));
            changes.add(timer(timer, id, source));
        }
        return changes;
    }

    private static Cause of(Command command) {
        return new Cause(
                command.cause().correlation(),
                command.id().toString(),
                command.cause().depth());
    }

    /**
     * Where a timer comes from.
     *
     * @param owner the reaction; empty for a decider
     * @param actor whose personal data the command has unless its record says it
     * @param at the time of the command or event
     * @param cause of the timer's command, if no time passes before it
     */
    public record Source(StreamId stream, String owner, String actor, Instant at, Cause cause) {}

    /** One change of a timer. */
    public TimerChange timer(Timer timer, UUID id, Source source) {
        if (!(timer instanceof Timer.Set set)) {
            return new TimerChange(source.stream(), source.owner(), timer.name(), Optional.empty());
        }
        if (Duration.between(source.at(), set.at()).compareTo(MAX_AHEAD) > 0) {
            throw new TimerOutOfRange("The timer " + set.name() + " is due at " + set.at() + ", more than "
                    + MAX_AHEAD.toDays() + " days ahead.");
        }
        Resolved resolved = resolve(set.send(), source.stream());
        TimerChange.Pending pending = new TimerChange.Pending(
                id,
                storable(set.at(), source.at()),
                resolved.stream(),
                resolved.type().name(),
                resolved.data(),
                personal(resolved, source.actor()),
                cause(source, set.at()));
        return new TimerChange(source.stream(), source.owner(), set.name(), Optional.of(pending));
    }

    /** Long ago is at once: what is before the beginning of time could not be stored. */
    private static Instant storable(Instant due, Instant at) {
        return due.isBefore(at) ? at : due;
    }

    private static Cause cause(Source source, Instant due) {
        Cause direct = source.cause();
        if (!due.isBefore(source.at().plus(NEW_CHAIN))) {
            return new Cause(direct.correlation(), direct.causation(), 0);
        }
        if (direct.depth() >= Cause.MAX_DEPTH) {
            throw new InvalidEffect("timers without time between them continue each other without end");
        }
        return new Cause(direct.correlation(), direct.causation(), direct.depth() + 1);
    }

    private Optional<TimerChange.Personal> personal(Resolved resolved, String actor) {
        Class<?> data = resolved.type().data();
        PersonalData marked = personal.computeIfAbsent(data, PersonalData::of);
        if (!marked.isPresent()) {
            return Optional.empty();
        }
        try {
            String subject = marked.subject(Json.mapper().treeToValue(resolved.json(), data), actor);
            return Optional.of(new TimerChange.Personal(
                    subject, marked.redacted((ObjectNode) resolved.json()).toString()));
        } catch (JsonProcessingException misfit) {
            throw new InvalidEffect(
                    "the data of " + resolved.type().name() + ' ' + DataMismatch.describe(data, misfit));
        }
    }
}
