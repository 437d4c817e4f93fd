package io.spanwire.projections.reaction;

import io.spanwire.bus.domain.Effect;
import io.spanwire.bus.domain.OutgoingCommand;
import io.spanwire.bus.domain.Reaction;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Timer;
import io.spanwire.bus.fold.UnreadableHistory;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Cause;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.DerivedIds;
import io.spanwire.projections.decide.InvalidEffect;
import io.spanwire.projections.decide.OutgoingCommands;
import io.spanwire.projections.decide.TimerChange;
import io.spanwire.projections.decide.TimerOutOfRange;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands and timers that a reaction makes of an event. All of them are checked before any is sent, so a reaction that
 * fails has done nothing.
 */
final class ReactionPlan {
    private static final Logger LOG = LoggerFactory.getLogger(ReactionPlan.class);

    private final OutgoingCommands outgoing;
    private final Clock clock;

    ReactionPlan(OutgoingCommands outgoing, Clock clock) {
        this.outgoing = outgoing;
        this.clock = clock;
    }

    /** Does now what the first effect would have to wait for. */
    void prepare() {
        outgoing.prepare();
    }

    /** What is to be done. */
    record Planned(List<Command> commands, List<TimerChange> timers) {}

    /** The reaction cannot react to an event: the reason, for an operator. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** @param event which may be unreadable */
    Planned plan(Reaction reaction, Supplier<RecordedEvent<?>> event) throws Failed {
        try {
            return planned(reaction, event.get());
        } catch (UnreadableHistory unreadable) {
            throw new Failed(unreadable.reason());
        } catch (InvalidEffect | TimerOutOfRange invalid) {
            throw new Failed(String.valueOf(invalid.getMessage()));
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError bug) {
            LOG.error("reaction failed reaction={}", reaction.name(), bug);
            throw new Failed(reason(bug));
        }
    }

    /** The text of an exception of Spanwire's has no data; that of another one may quote some. */
    private static String reason(Throwable bug) {
        boolean own = bug.getStackTrace().length > 0
                && bug.getStackTrace()[0].getClassName().startsWith("io.spanwire.bus.");
        return own && bug.getMessage() != null
                ? bug.getMessage()
                : "it threw " + bug.getClass().getName();
    }

    private Planned planned(Reaction reaction, RecordedEvent<?> event) {
        List<Effect> effects = reaction.effects(event);
        List<Command> commands = new ArrayList<>();
        List<TimerChange> timers = new ArrayList<>();
        if (effects.isEmpty()) {
            return new Planned(commands, timers);
        }
        Cause cause = event.cause().after(event.stream(), event.version());
        int ordinal = 0;
        for (Effect effect : effects) {
            UUID id = DerivedIds.ofReaction(reaction.name(), event.stream(), event.version(), ordinal);
            ordinal++;
            if (effect instanceof Effect.Send send) {
                commands.add(command(reaction, event, send.command(), id, cause));
            } else if (effect instanceof Timer timer) {
                timers.add(timer(reaction, event, timer, id, cause));
            }
        }
        return new Planned(commands, timers);
    }

    private Command command(Reaction reaction, RecordedEvent<?> event, OutgoingCommand sent, UUID id, Cause cause) {
        requireDeclared(reaction, sent);
        OutgoingCommands.Resolved resolved = outgoing.resolve(sent, event.stream());
        return new Command(
                id,
                resolved.stream(),
                resolved.type().name(),
                resolved.data(),
                Caller.of(Caller.REACTION + reaction.name(), reaction.name()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                OptionalLong.empty(),
                cause);
    }

    private TimerChange timer(Reaction reaction, RecordedEvent<?> event, Timer timer, UUID id, Cause cause) {
        if (timer instanceof Timer.Set set) {
            requireDeclared(reaction, set.send());
        }
        return outgoing.timer(
                timer,
                id,
                new OutgoingCommands.Source(event.stream(), reaction.name(), event.actor(), event.at(), cause));
    }

    /** A command by its name is declared, so that the start can check that it exists. */
    private static void requireDeclared(Reaction reaction, OutgoingCommand sent) {
        sent.command().ifPresent(name -> {
            String target = sent.stream().map(stream -> stream.type() + '/').orElse("") + name;
            if (!reaction.targets().contains(target)) {
                throw new InvalidEffect("it sends " + target + ", which its sends(…) do not name");
            }
        });
    }
}
