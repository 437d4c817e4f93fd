package io.spanwire.edge.command;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.schema.CommandSchema;
import io.spanwire.bus.schema.CommandSchemas;
import io.spanwire.edge.security.Permissions;
import io.spanwire.edge.security.RateLimits;
import io.spanwire.notifier.port.CommandReceipt;
import io.spanwire.notifier.port.CommandRequest;
import io.spanwire.notifier.port.CommandSender;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Takes commands, from REST and WebSocket alike: rules, validates, publishes, waits.
 *
 * <h2>How a wait ends</h2>
 * The waiter stands in the map before the command is published, so no outcome can pass it by. It ends with whichever comes
 * first: the outcome from Kafka (a hint, but written after the commit, hence true); Kafka refusing the command
 * (unavailable); the client leaving; or the time running out. Then the table is asked, and if it does not know soon, the
 * receipt is {@code Pending} as soon as Kafka has acknowledged: never before, because accepted means durable.
 *
 * <p>An outcome under the same id but with another fingerprint belongs to another request: the key was reused.
 */
public final class CommandGateway implements CommandSender {
    /** Its client has waited already, and can ask again at the Location: a silent database is not worth more. */
    private static final Duration LOOK_UP = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Domains domains;
    private final CommandSchemas schemas;
    private final Permissions permissions;
    private final RateLimits limits;
    private final CommandLog log;
    private final OutcomeStore outcomes;
    private final OutcomeWaiters waiters;
    private final CommandIds ids;
    private final Clock clock;
    private final Duration defaultWait;

    /** The ports and rules it works with; {@code defaultWait} is how long a command waits when nobody says. */
    public CommandGateway(
            Vertx vertx,
            Domains domains,
            CommandSchemas schemas,
            Permissions permissions,
            RateLimits limits,
            CommandLog log,
            OutcomeStore outcomes,
            OutcomeWaiters waiters,
            Clock clock,
            Duration defaultWait) {
        this.vertx = vertx;
        this.domains = domains;
        this.schemas = schemas;
        this.permissions = permissions;
        this.limits = limits;
        this.log = log;
        this.outcomes = outcomes;
        this.waiters = waiters;
        this.ids = new CommandIds(clock);
        this.clock = clock;
        this.defaultWait = defaultWait;
    }

    @Override
    public Future<CommandReceipt> send(CommandRequest request) {
        Promise<Void> stays = Promise.promise();
        return permitted(request.caller(), request.stream(), request.command())
                .compose(schema -> submit(schema, request, Optional.empty(), "", stays.future()));
    }

    /** The command's schema, if the caller may send it; fails with the problem if not, or if there is no such command. */
    public Future<CommandSchema> permitted(Caller caller, StreamId stream, String command) {
        if (domains.streamType(stream.type()).isEmpty()) {
            return failed(Problems.UNKNOWN_STREAM_TYPE);
        }
        Optional<CommandSchema> schema = schemas.of(stream.type(), command);
        if (schema.isEmpty()) {
            return failed(Problems.UNKNOWN_COMMAND);
        }
        if (limits.command(caller.subject()).isPresent()) {
            return failed(Problems.TOO_MANY_REQUESTS);
        }
        return permissions.maySend(caller, stream, command).map(schema.get());
    }

    /**
     * Validates and publishes a permitted command and waits for its outcome.
     *
     * @param wait empty for the default; zero not to wait at all
     * @param trace the W3C traceparent, or empty
     * @param gone completes when nobody wants the answer any more
     */
    public Future<CommandReceipt> submit(
            CommandSchema schema, CommandRequest request, Optional<Duration> wait, String trace, Future<Void> gone) {
        List<Problem.Pointer> faults = schema.validate(request.data());
        if (!faults.isEmpty()) {
            return failed(invalid(faults));
        }
        Command command = command(request);
        Duration longest = wait.orElse(defaultWait);
        if (longest.isZero()) {
            return publish(command, trace).map(new CommandReceipt.Pending(command.id()));
        }
        return publishAndWait(command, longest, trace, gone)
                .compose(outcome -> answer(outcome, command, request.key().isPresent()));
    }

    /** Whether a command has its outcome already. */
    public Future<Boolean> isDecided(UUID command) {
        return outcome(command).map(Optional::isPresent);
    }

    /** That the command failed may be said of an earlier attempt, while this one is not decided yet. */
    private Future<Optional<Outcome>> outcome(UUID command) {
        return outcomes.find(command).map(found -> found.filter(Outcome::isFinal));
    }

    private record Waited(Optional<Outcome> outcome, Future<Void> acknowledged) {}

    private Future<Waited> publishAndWait(Command command, Duration longest, String trace, Future<Void> gone) {
        OutcomeWaiter waiter = waiters.add(command.id(), vertx.getOrCreateContext());
        long timer = vertx.setTimer(longest.toMillis(), over -> waiter.settle(Optional.empty()));
        Future<Void> acknowledged = publish(command, trace).onFailure(waiter::fail);
        gone.onComplete(left -> waiter.fail(new ProblemException(Problems.UNAVAILABLE)));
        return waiter.outcome()
                .map(outcome -> new Waited(outcome, acknowledged))
                .onComplete(settled -> {
                    vertx.cancelTimer(timer);
                    waiters.remove(waiter);
                });
    }

    private Future<Void> publish(Command command, String trace) {
        Context context = vertx.getOrCreateContext();
        return Future.fromCompletionStage(log.publish(command, trace), context);
    }

    private Future<CommandReceipt> answer(Waited waited, Command command, boolean keyed) {
        if (waited.outcome().isPresent()) {
            return checked(waited.outcome().get(), command, keyed);
        }
        return outcome(command.id())
                .timeout(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(Optional.empty())
                .compose(found -> found.isPresent()
                        ? checked(found.get(), command, keyed)
                        : waited.acknowledged().map(new CommandReceipt.Pending(command.id())));
    }

    private static Future<CommandReceipt> checked(Outcome outcome, Command command, boolean keyed) {
        boolean reused = keyed && !outcome.fingerprint().equals(command.fingerprint());
        return reused ? failed(Problems.KEY_REUSED) : Future.succeededFuture(new CommandReceipt.Decided(outcome));
    }

    private Command command(CommandRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Command(
                request.key().orElseGet(ids::next),
                request.stream(),
                request.command(),
                request.data().toString(),
                request.caller(),
                now,
                request.expected());
    }

    private static Problem invalid(List<Problem.Pointer> faults) {
        Problem invalid = Problems.INVALID;
        return new Problem(invalid.code(), invalid.status(), invalid.title(), invalid.detail(), faults);
    }

    private static <T> Future<T> failed(Problem problem) {
        return Future.failedFuture(new ProblemException(problem));
    }
}
