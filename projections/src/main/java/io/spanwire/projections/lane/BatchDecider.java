package io.spanwire.projections.lane;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problem;
import io.spanwire.projections.decide.CommandDecider;
import io.spanwire.projections.decide.DecidedCommand;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Decides the commands of a transaction in memory, in order, each at most once. */
final class BatchDecider {
    private BatchDecider() {}

    /**
     * Goes through the commands. One that has its outcome gets the same again, one of a parked stream waits, one of a stream
     * without a readable state parks it, and the others are decided and their decisions handed to {@code take}, before the
     * next one is looked at.
     */
    static void go(BatchState work, BiConsumer<LogRecord.CommandRecord, DecidedCommand> take) {
        for (LogRecord.CommandRecord request : work.requests()) {
            Optional<Outcome> known = work.known(request.command());
            if (known.isPresent()) {
                work.reply(request, known.get());
            } else {
                decide(request, work, take);
            }
        }
    }

    private static void decide(
            LogRecord.CommandRecord request,
            BatchState work,
            BiConsumer<LogRecord.CommandRecord, DecidedCommand> take) {
        Command command = request.command();
        Optional<Problem> verdict = work.parkedStreams().verdict(request);
        if (verdict.isPresent()) {
            take.accept(request, CommandDecider.rejected(command, verdict.get()));
        } else if (work.parkedStreams().holds(command.stream())) {
            work.parkedStreams().behind(request);
        } else {
            work.state(command.stream())
                    .ifPresentOrElse(
                            state -> take.accept(request, CommandDecider.decide(command, state)),
                            () -> work.parkedStreams().park(request, work.whyUnreadable(command.stream())));
        }
    }
}
