package io.spanwire.edge;

import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.command.CommandLog;
import io.spanwire.edge.command.OutcomeStore;
import io.spanwire.edge.command.OutcomeWaiters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A fake of Kafka, worker and outcome table: decides once per id, on another thread, like the real ones. */
final class FakeLane implements CommandLog, OutcomeStore {
    /** The behaviour on a command. */
    enum Mode {
        DECIDES,
        FAILS,
        FAILS_WITHOUT_REPLYING,
        DECIDES_WITHOUT_REPLYING,
        ACKNOWLEDGES_ONLY,
        REFUSES,
        NEVER_ANSWERS
    }

    /** The behaviour of the outcome table. */
    enum Table {
        ANSWERS,
        REFUSES,
        NEVER_ANSWERS
    }

    private final OutcomeWaiters waiters;
    private final Map<UUID, Outcome> table = new ConcurrentHashMap<>();
    private final Map<StreamId, Long> versions = new ConcurrentHashMap<>();
    private final List<Command> published = new CopyOnWriteArrayList<>();
    private volatile Mode mode = Mode.DECIDES;
    private final List<UUID> lookups = new CopyOnWriteArrayList<>();
    private volatile Table outcomes = Table.ANSWERS;

    FakeLane(OutcomeWaiters waiters) {
        this.waiters = waiters;
    }

    void mode(Mode next) {
        mode = next;
    }

    void table(Table next) {
        outcomes = next;
    }

    /** The ids that were looked up in the table. */
    List<UUID> lookups() {
        return lookups;
    }

    List<Command> published() {
        return published;
    }

    long version(StreamId stream) {
        return versions.getOrDefault(stream, 0L);
    }

    /** Decides a command that was acknowledged before. */
    void decideLate(UUID id) {
        published.stream()
                .filter(command -> command.id().equals(id))
                .findFirst()
                .ifPresent(this::decide);
    }

    @Override
    public CompletionStage<Void> publish(Command command, String trace) {
        published.add(command);
        return switch (mode) {
            case REFUSES -> CompletableFuture.failedFuture(new ProblemException(Problems.UNAVAILABLE));
            case NEVER_ANSWERS -> new CompletableFuture<>();
            case ACKNOWLEDGES_ONLY -> CompletableFuture.completedFuture(null);
            case DECIDES_WITHOUT_REPLYING, FAILS_WITHOUT_REPLYING -> CompletableFuture.runAsync(() -> decide(command));
            case DECIDES, FAILS -> CompletableFuture.runAsync(() -> waiters.complete(decide(command)));
        };
    }

    @Override
    public Future<Optional<Outcome>> find(UUID command) {
        lookups.add(command);
        return switch (outcomes) {
            case REFUSES -> Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
            case NEVER_ANSWERS -> Promise.<Optional<Outcome>>promise().future();
            case ANSWERS -> Future.succeededFuture(Optional.ofNullable(table.get(command)));
        };
    }

    private synchronized Outcome decide(Command command) {
        Outcome known = table.get(command.id());
        if (known != null && known.isFinal()) {
            return known;
        }
        Outcome outcome = mode == Mode.FAILS || mode == Mode.FAILS_WITHOUT_REPLYING ? failed(command) : apply(command);
        table.put(command.id(), outcome);
        return outcome;
    }

    private Outcome apply(Command command) {
        long version = version(command.stream());
        if (command.expected().isPresent() && command.expected().getAsLong() != version) {
            return rejected(command, Problems.STALE_VERSION);
        }
        if (command.name().equals("lock-note")) {
            return rejected(command, Problem.of("locked", 409, "The note is <locked>", "Locked."));
        }
        versions.put(command.stream(), version + 1);
        return new Outcome.Accepted(
                command.id(),
                command.stream(),
                command.fingerprint(),
                command.caller().subject(),
                version + 1,
                1);
    }

    private static Outcome failed(Command command) {
        return new Outcome.Failed(
                command.id(),
                command.stream(),
                command.fingerprint(),
                command.caller().subject(),
                Problems.UNDECIDABLE);
    }

    private static Outcome rejected(Command command, Problem problem) {
        return new Outcome.Rejected(
                command.id(),
                command.stream(),
                command.fingerprint(),
                command.caller().subject(),
                problem);
    }
}
