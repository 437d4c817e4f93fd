package io.spanwire.edge.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.domain.Domains;
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
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
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

    /**
     * What a sender may say about its answer.
     *
     * @param maxWait empty for the default; zero not to wait at all
     * @param trace the W3C traceparent, or empty
     * @param gone completes when nobody wants the answer any more, where that can be known
     */
    public record SendOptions(Optional<Duration> maxWait, String trace, Optional<Future<Void>> gone) {
        static final SendOptions NONE = new SendOptions(Optional.empty(), "", Optional.empty());
    }

    @Override
    public Future<CommandReceipt> send(CommandRequest request) {
        return submit(request, SendOptions.NONE);
    }

    /** Validates and publishes a command of a caller who may send it, and waits for its outcome. */
    public Future<CommandReceipt> submit(CommandRequest request, SendOptions options) {
        return Future.succeededFuture(request)
                .compose(this::permitted)
                .compose(
                        schema -> take(validated(schema, request), request.key().isPresent(), options));
    }

    private Future<CommandSchema> permitted(CommandRequest request) {
        StreamId stream = request.stream();
        if (domains.streamType(stream.type()).isEmpty()) {
            return failed(Problems.UNKNOWN_STREAM_TYPE);
        }
        Optional<CommandSchema> schema = schemas.of(stream.type(), request.command());
        if (schema.isEmpty()) {
            return failed(Problems.UNKNOWN_COMMAND);
        }
        limits.command(request.caller().subject());
        return permissions.maySend(request.caller(), stream, request.command()).map(schema.get());
    }

    private Command validated(CommandSchema schema, CommandRequest request) {
        JsonNode data = request.data().get();
        List<Problem.Pointer> faults = schema.validate(data);
        if (!faults.isEmpty()) {
            throw new ProblemException(Problems.INVALID.withErrors(faults));
        }
        String subject = request.caller().subject();
        return new Command(
                request.key().map(key -> CommandIds.ofKey(subject, key)).orElseGet(ids::next),
                request.stream(),
                request.command(),
                data.toString(),
                request.caller(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                request.expected());
    }

    private Future<CommandReceipt> take(Command command, boolean keyed, SendOptions options) {
        Duration longest = options.maxWait().orElse(defaultWait);
        return longest.isZero()
                ? publish(command, options.trace()).map(new CommandReceipt.Pending(command.id()))
                : publishAndWait(command, longest, options).compose(waited -> answer(waited, command, keyed));
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

    private Future<Waited> publishAndWait(Command command, Duration longest, SendOptions options) {
        OutcomeWaiter waiter = waiters.add(command.id(), vertx.getOrCreateContext());
        long timer = vertx.setTimer(longest.toMillis(), over -> waiter.settle(Optional.empty()));
        Future<Void> acknowledged = publish(command, options.trace()).onFailure(waiter::fail);
        options.gone()
                .ifPresent(gone -> gone.onComplete(left -> waiter.fail(new ProblemException(Problems.UNAVAILABLE))));
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

    private static <T> Future<T> failed(Problem problem) {
        return Future.failedFuture(new ProblemException(problem));
    }
}
