package io.spanwire.projections.lane;

import io.spanwire.bus.kafka.TopicLookup.End;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lookup of the command log's ends that a lane has started and whose answer it takes later. One thread. */
final class EndLookup {
    private static final Logger LOG = LoggerFactory.getLogger(EndLookup.class);

    private final CommandLogEnds log;
    private Optional<CompletableFuture<Map<Integer, End>>> pending = Optional.empty();

    EndLookup(CommandLogEnds log) {
        this.log = log;
    }

    void start(Collection<Integer> partitions) {
        pending = Optional.of(log.lookUp(Set.copyOf(partitions)).toCompletableFuture());
    }

    boolean isPending() {
        return pending.isPresent();
    }

    /** Ignores the answer that is still to come, if any. */
    void forget() {
        pending = Optional.empty();
    }

    /** The answer, once, when it has arrived; without any ends when Kafka did not answer. */
    Optional<Map<Integer, End>> takeAnswer() {
        Optional<CompletableFuture<Map<Integer, End>>> answered = pending.filter(CompletableFuture::isDone);
        answered.ifPresent(taken -> forget());
        return answered.map(answer -> answer.exceptionally(EndLookup::none).join());
    }

    private static Map<Integer, End> none(Throwable failure) {
        LOG.debug("ends of the command log not looked up reason={}", failure.toString());
        return Map.of();
    }
}
