package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Recorded;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.Decided;
import io.spanwire.projections.decide.Decider;
import io.spanwire.projections.decide.StreamState;
import io.spanwire.projections.decide.UnreadableHistory;
import io.spanwire.projections.journal.Changes;
import io.spanwire.projections.journal.Changes.Appended;
import io.spanwire.projections.journal.Changes.StreamWrite;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.Opening;
import io.spanwire.projections.journal.Progress;
import io.spanwire.projections.journal.StatementFailed;
import io.spanwire.projections.journal.StreamRow;
import io.spanwire.projections.project.ProjectionFailed;
import io.spanwire.projections.project.Projector;
import io.spanwire.projections.project.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides a batch and commits it, all or nothing.
 *
 * <h2>Together, or one by one</h2>
 *
 * A batch is written together, which is what makes it fast. When a domain's table refuses a row (a unique constraint that
 * stands for a rule, or a statement that is wrong), or a projection has no row to give, the whole batch is rolled back and
 * done again one command at a time, each behind a savepoint: the command that was refused is rejected, the others go
 * through.
 */
final class BatchTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(BatchTransaction.class);

    private final Domains domains;
    private final Journal journal;
    private final StreamMemory memory;
    private final StreamLoader loader;
    private final Projector projector;
    private final Snapshots snapshots;

    BatchTransaction(Domains domains, Journal journal, StreamMemory memory, Snapshots snapshots) {
        this.domains = domains;
        this.journal = journal;
        this.memory = memory;
        this.loader = new StreamLoader(journal);
        this.projector = new Projector(domains);
        this.snapshots = snapshots;
    }

    /**
     * Decides and commits.
     *
     * @throws ClaimLost when the batch is not ours to decide; nothing was done
     * @throws io.spanwire.projections.journal.DatabaseUnavailable when it may or may not have been committed
     */
    Committed run(Batch batch) {
        Work work = decide(batch);
        try {
            return commit(
                    work,
                    new Changes(
                            work.events(),
                            work.streamWrites(snapshots),
                            work.decided(),
                            work.parked(),
                            stages(work.events())));
        } catch (StatementFailed refused) {
            LOG.warn(
                    "batch refused, deciding one by one commands={} state={}",
                    batch.items().size(),
                    refused.sqlState());
            return oneByOne(batch);
        } catch (ProjectionFailed wrong) {
            LOG.warn(
                    "batch not projected, deciding one by one commands={}",
                    batch.items().size());
            journal.rollback();
            return oneByOne(batch);
        }
    }

    private Work decide(Batch batch) {
        Work work = open(batch);
        for (Item item : batch.items()) {
            if (item instanceof Item.Request request) {
                decideOnce(request, work, decision -> work.take(request, decision, work.place(request, decision)));
            } else if (item instanceof Item.Poison poison) {
                work.park(poison);
            }
        }
        return work;
    }

    private Committed oneByOne(Batch batch) {
        Work work = open(batch);
        for (Item item : batch.items()) {
            if (item instanceof Item.Request request) {
                decideOnce(request, work, decision -> writeAlone(request, decision, work));
            } else if (item instanceof Item.Poison poison) {
                work.park(poison);
            }
        }
        return commit(work, new Changes(List.of(), List.of(), List.of(), work.parked(), List.of()));
    }

    private Work open(Batch batch) {
        Set<StreamId> unknown = new HashSet<>(batch.streams());
        unknown.removeIf(stream -> memory.find(stream).isPresent());
        Opening opening = journal.open(batch.firstOffsets().keySet(), batch.commands(), unknown);
        refuseUnlessOurs(batch, opening);
        Work work = new Work(opening.partitions(), batch, opening.known());
        for (StreamId stream : batch.streams()) {
            memory.find(stream).or(() -> load(stream, opening)).ifPresent(state -> work.state(stream, state));
        }
        return work;
    }

    private void refuseUnlessOurs(Batch batch, Opening opening) {
        List<Integer> lost = new ArrayList<>();
        batch.firstOffsets().forEach((partition, first) -> {
            Progress stored = opening.partitions().get(partition);
            if (stored == null || stored.nextOffset() != first) {
                lost.add(partition);
            }
        });
        if (!lost.isEmpty()) {
            journal.rollback();
            throw new ClaimLost(lost);
        }
    }

    private Optional<StreamState<?>> load(StreamId stream, Opening opening) {
        Optional<StreamType<?>> type = domains.streamType(stream.type());
        try {
            return type.map(known -> loader.load(
                    stream, known, Optional.ofNullable(opening.streams().get(stream))));
        } catch (UnreadableHistory unreadable) {
            LOG.error("stream unreadable stream={}", stream, unreadable);
            return Optional.empty();
        }
    }

    /** The answer it had before, or a new one, handed to {@code take}. */
    private void decideOnce(Item.Request request, Work work, Consumer<Decided> take) {
        Command command = request.command();
        Optional<Outcome> known = work.known(command);
        if (known.isPresent()) {
            work.reply(request, known.get());
        } else {
            take.accept(work.state(command.stream())
                    .map(state -> Decider.decide(command, state))
                    .orElseGet(() -> Decider.rejected(command, whyNoState(command))));
        }
    }

    private Problem whyNoState(Command command) {
        return domains.streamType(command.stream().type()).isPresent()
                ? Problems.UNDECIDABLE
                : Problems.UNKNOWN_STREAM_TYPE;
    }

    private void writeAlone(Item.Request request, Decided decision, Work work) {
        List<Appended> placed = work.place(request, decision);
        try {
            journal.writeOrUndo(
                    new Changes(placed, streamWrite(request, decision), List.of(decision), List.of(), stages(placed)));
            work.take(request, decision, placed);
        } catch (StatementFailed refused) {
            rejectAlone(request, meaning(request.command(), refused), work);
        } catch (ProjectionFailed wrong) {
            LOG.error(
                    "projection failed command={} stream={}",
                    request.command().id(),
                    request.command().stream(),
                    wrong);
            rejectAlone(request, Problems.UNDECIDABLE, work);
        }
    }

    private void rejectAlone(Item.Request request, Problem problem, Work work) {
        Decided rejected = Decider.rejected(request.command(), problem);
        journal.writeOrUndo(new Changes(List.of(), List.of(), List.of(rejected), List.of(), List.of()));
        work.take(request, rejected, List.of());
    }

    private static List<StreamWrite> streamWrite(Item.Request request, Decided decision) {
        return decision.after().stream()
                .map(after -> new StreamWrite(
                        request.command().stream().toString(),
                        request.partition(),
                        new StreamRow(after.version(), Optional.empty())))
                .toList();
    }

    private Problem meaning(Command command, StatementFailed refused) {
        Optional<StreamType<?>> type = domains.streamType(command.stream().type());
        return projector
                .violation(refused.constraint())
                .flatMap(reject -> type.map(known -> known.rejection(reject.code(), reject.detail())))
                .orElseGet(() -> {
                    LOG.error("read model refused command={} stream={}", command.id(), command.stream(), refused);
                    return Problems.UNDECIDABLE;
                });
    }

    private List<Stage> stages(List<Appended> events) {
        List<Recorded<?>> recorded = new ArrayList<>(events.size());
        events.forEach(each -> recorded.add(each.event().recorded()));
        return projector.plan(recorded);
    }

    private Committed commit(Work work, Changes changes) {
        Map<Integer, Progress> progress = work.progress();
        journal.commit(changes, progress);
        Committed committed = work.committed();
        memory.keep(committed.states());
        return committed;
    }
}
