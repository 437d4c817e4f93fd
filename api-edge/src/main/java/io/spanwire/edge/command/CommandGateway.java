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
import io.spanwire.edge.security.RateLimit;
import io.spanwire.notifier.port.CommandReceipt;
import io.spanwire.notifier.port.CommandRequest;
import io.spanwire.notifier.port.CommandSender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The entrance of commands, from REST and WebSocket alike: authorizes, validates, publishes and waits for the outcome.
 *
 * <h2>How a wait ends</h2>
 * The waiter is registered before the command is published, so it misses no outcome. The wait ends with the first of
 * these: the outcome from Kafka (a hint, but written after the commit, hence true); Kafka's refusal of the command
 * (unavailable); the client's disconnect; the timeout. After a timeout the outcome table is read; if it has no answer
 * soon, the receipt is {@code Pending} once Kafka has acknowledged, and never before, because accepted means durable.
 *
 * <p>An outcome with the same id but another fingerprint belongs to another request: the key was reused.
 */
public final class CommandGateway implements CommandSender {
    /** Short, because the client has waited already and can read the Location later. */
    private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Domains domains;
    private final CommandSchemas schemas;
    private final Permissions permissions;
    private final RateLimit limit;
    private final CommandLog log;
    private final OutcomeStore outcomes;
    private final OutcomeWaiters waiters;
    private final CommandIds ids;
    private final Clock clock;
    private final Duration defaultWait;

    public CommandGateway(
            Vertx vertx,
            Domains domains,
            CommandSchemas schemas,
            Permissions permissions,
            RateLimit limit,
            CommandLog log,
            OutcomeStore outcomes,
            OutcomeWaiters waiters,
            Clock clock,
            Duration defaultWait) {
        this.vertx = vertx;
        this.domains = domains;
        this.schemas = schemas;
        this.permissions = permissions;
        this.limit = limit;
        this.log = log;
        this.outcomes = outcomes;
        this.waiters = waiters;
        this.ids = new CommandIds(clock);
        this.clock = clock;
        this.defaultWait = defaultWait;
    }

    /**
     * How a sender wants its command handled.
     *
     * @param maxWait empty for the default; zero not to wait
     * @param trace the W3C traceparent, or empty
     * @param closed completes when the client has disconnected, where that can be known
     */
    public record SendOptions(Optional<Duration> maxWait, String trace, Optional<Future<Void>> closed) {
        static final SendOptions NONE = new SendOptions(Optional.empty(), "", Optional.empty());
    }

    @Override
    public Future<CommandReceipt> send(CommandRequest request) {
        return submit(request, SendOptions.NONE);
    }

    /** Authorizes, validates and publishes a command, and waits for its outcome. */
    public Future<CommandReceipt> submit(CommandRequest request, SendOptions options) {
        return Future.succeededFuture(request)
                .compose(this::authorize)
                .compose(schema ->
                        execute(validate(schema, request), request.key().isPresent(), options));
    }

    private Future<CommandSchema> authorize(CommandRequest request) {
        StreamId stream = request.stream();
        if (domains.streamType(stream.type()).isEmpty()) {
            return failed(Problems.UNKNOWN_STREAM_TYPE);
        }
        Optional<CommandSchema> schema = schemas.of(stream.type(), request.command());
        if (schema.isEmpty()) {
            return failed(Problems.UNKNOWN_COMMAND);
        }
        limit.take(request.caller().subject());
        return permissions.maySend(request.caller(), stream, request.command()).map(schema.get());
    }

    private Command validate(CommandSchema schema, CommandRequest request) {
        JsonNode data = request.data().get();
        List<Problem.Pointer> errors = schema.validate(data);
        if (!errors.isEmpty()) {
            throw new ProblemException(Problems.INVALID.withErrors(errors));
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

    private Future<CommandReceipt> execute(Command command, boolean hasKey, SendOptions options) {
        Duration timeout = options.maxWait().orElse(defaultWait);
        return timeout.isZero()
                ? future(log.publish(command, options.trace())).map(new CommandReceipt.Pending(command.id()))
                : publishAndWait(command, timeout, options).compose(waited -> receipt(waited, command, hasKey));
    }

    /** Whether a command has its final outcome. */
    public Future<Boolean> isDecided(UUID command) {
        return outcome(command).map(Optional::isPresent);
    }

    /** A stored failure may be of an earlier attempt, while this one is not decided yet. */
    private Future<Optional<Outcome>> outcome(UUID command) {
        return outcomes.find(command).map(found -> found.filter(Outcome::isFinal));
    }

    private record Waited(Optional<Outcome> outcome, CompletionStage<Void> acknowledged) {}

    private Future<Waited> publishAndWait(Command command, Duration timeout, SendOptions options) {
        OutcomeWaiters.Waiter waiter = waiters.add(command.id(), vertx.getOrCreateContext(), timeout);
        CompletionStage<Void> acknowledged = log.publish(command, options.trace());
        waiter.failWith(acknowledged);
        options.closed()
                .ifPresent(
                        closed -> closed.onComplete(over -> waiter.fail(new ProblemException(Problems.UNAVAILABLE))));
        return waiter.outcome()
                .map(outcome -> new Waited(outcome, acknowledged))
                .onComplete(done -> waiters.remove(waiter));
    }

    private Future<Void> future(CompletionStage<Void> acknowledged) {
        return Future.fromCompletionStage(acknowledged, vertx.getOrCreateContext());
    }

    private Future<CommandReceipt> receipt(Waited waited, Command command, boolean hasKey) {
        if (waited.outcome().isPresent()) {
            return decided(waited.outcome().get(), command, hasKey);
        }
        return outcome(command.id())
                .timeout(LOOKUP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(Optional.empty())
                .compose(found -> found.isPresent()
                        ? decided(found.get(), command, hasKey)
                        : future(waited.acknowledged()).map(new CommandReceipt.Pending(command.id())));
    }

    private static Future<CommandReceipt> decided(Outcome outcome, Command command, boolean hasKey) {
        boolean isReused = hasKey && !outcome.fingerprint().equals(command.fingerprint());
        return isReused ? failed(Problems.KEY_REUSED) : Future.succeededFuture(new CommandReceipt.Decided(outcome));
    }

    private static <T> Future<T> failed(Problem problem) {
        return Future.failedFuture(new ProblemException(problem));
    }
}
