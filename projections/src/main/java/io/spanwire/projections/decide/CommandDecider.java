package io.spanwire.projections.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.spanwire.bus.domain.CommandType;
import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.DataMismatch;
import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decision of one command against the state of its stream: a pure function. A command fails, which is not final,
 * when its decider throws or recurses without end, or when this worker's jar does not have the command or a field of
 * its data: the edge has validated both, so the edge runs a newer jar. Sent again, a mended worker decides it.
 * Data that its record's own constructor refuses is rejected, which is final, and so is a timer that is due too late.
 */
public final class CommandDecider {
    private static final Logger LOG = LoggerFactory.getLogger(CommandDecider.class);

    private CommandDecider() {}

    /** @param outgoing the commands that timers may send */
    public static <S> DecidedCommand decide(Command command, StreamState<S> before, OutgoingCommands outgoing) {
        if (command.expected().isPresent() && command.expected().getAsLong() != before.version()) {
            return rejected(
                    command,
                    Problems.STALE_VERSION.because("You expected version "
                            + command.expected().getAsLong() + " and the stream is at version " + before.version()
                            + "."));
        }
        Optional<CommandType<S, ?>> type = before.type().command(command.name());
        if (type.isEmpty()) {
            return mismatch(command, "stream type " + before.type().name() + " has no command " + command.name());
        }
        try {
            return decide(command, before, type.get(), outgoing);
        } catch (ValueInstantiationException refused) {
            return rejected(command, Problems.INVALID.because(DataMismatch.refusal(refused)));
        } catch (TimerOutOfRange tooFar) {
            return rejected(command, Problems.INVALID.because(String.valueOf(tooFar.getMessage())));
        } catch (JsonProcessingException misfit) {
            return mismatch(command, "data " + DataMismatch.describe(type.get().data(), misfit));
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError bug) {
            LOG.error("decider failed command={} stream={}", command.id(), command.stream(), bug);
            return failed(command);
        }
    }

    private static DecidedCommand mismatch(Command command, String reason) {
        LOG.error(
                "command does not fit this worker's domain command={} stream={} reason={}",
                command.id(),
                command.stream(),
                reason);
        return failed(command);
    }

    /** A failed command: nothing changes, and the failure is not final. */
    public static DecidedCommand failed(Command command) {
        String actor = command.caller().subject();
        Outcome outcome =
                new Outcome.Failed(command.id(), command.stream(), command.fingerprint(), actor, Problems.UNDECIDABLE);
        return new DecidedCommand(command, outcome, List.of(), Optional.empty());
    }

    /** A rejected command, whatever the state of its stream: nothing changes. */
    public static DecidedCommand rejected(Command command, Problem problem) {
        String actor = command.caller().subject();
        Outcome outcome = new Outcome.Rejected(command.id(), command.stream(), command.fingerprint(), actor, problem);
        return new DecidedCommand(command, outcome, List.of(), Optional.empty());
    }

    private static <S, C> DecidedCommand decide(
            Command command, StreamState<S> before, CommandType<S, C> type, OutgoingCommands outgoing)
            throws JsonProcessingException {
        C data = Json.mapper().readValue(command.data(), type.data());
        Context context = new Context(command.stream(), before.version(), command.id(), command.caller(), command.at());
        Decision decision = type.decider().decide(before.state(), data, context);
        if (decision instanceof Decision.Reject reject) {
            return rejected(command, before.type().rejection(reject.code(), reject.detail()));
        }
        Decision.Accept accept = (Decision.Accept) decision;
        List<TimerChange> timers = accept.timers().isEmpty() ? List.of() : outgoing.timers(command, accept.timers());
        return accepted(command, before, accept.events(), timers);
    }

    private static <S> DecidedCommand accepted(
            Command command, StreamState<S> before, List<Object> facts, List<TimerChange> timers) {
        List<NewEvent> events = new ArrayList<>(facts.size());
        StreamState<S> after = before;
        for (Object fact : facts) {
            NewEvent event = record(command, after, fact);
            if (event.isTooLarge()) {
                return rejected(command, tooLarge(event));
            }
            after = after.after(event.recorded());
            events.add(event);
        }
        Outcome outcome = new Outcome.Accepted(
                command.id(),
                command.stream(),
                command.fingerprint(),
                command.caller().subject(),
                after.version(),
                events.size());
        return new DecidedCommand(
                command, outcome, events, events.isEmpty() ? Optional.empty() : Optional.of(after), timers);
    }

    private static Problem tooLarge(NewEvent event) {
        return Problems.TOO_LARGE.because("The event " + event.type() + " would have " + event.storedBytes()
                + " bytes; an event has at most " + NewEvent.MAX_BYTES + ".");
    }

    private static <S> NewEvent record(Command command, StreamState<S> before, Object fact) {
        StreamType<S> type = before.type();
        EventType<?, ?> eventType = type.event(fact.getClass())
                .orElseThrow(() -> new IllegalStateException("Stream type " + type.name() + " has no event "
                        + fact.getClass().getName()));
        RecordedEvent<Object> recorded = new RecordedEvent<>(
                command.stream(),
                before.version() + 1,
                command.at(),
                command.caller().subject(),
                command.id(),
                command.cause(),
                fact);
        return NewEventWriter.write(eventType, recorded, type.forgottenBy(before.state(), recorded));
    }
}
