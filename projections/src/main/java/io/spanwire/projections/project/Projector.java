package io.spanwire.projections.project;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.message.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans what projections do with a batch of events.
 *
 * <h2>Stages</h2>
 *
 * Rows of the same statement belong together, because one execution with many rows costs a fraction of many executions.
 * But rows of the same stream must keep their order: an item is inserted before it is completed. So the plan is a list of
 * stages, each one statement with rows. A row goes into the first stage of its statement that does not lie before the
 * stage of its stream's row before it; if there is none, it opens a new stage at the end. Streams are independent of each
 * other, so a batch of many streams needs about as many stages as one stream has changes of statement.
 */
public final class Projector {
    private final Collection<Projection> projections;
    private final Map<Class<?>, List<Projection.Step<?>>> steps = new HashMap<>();

    public Projector(Domains domains) {
        this.projections = domains.projections();
    }

    /**
     * The stages for these events, in the order to run them.
     *
     * @throws ProjectionFailed when a projection has no row for one of them
     */
    public List<StatementBatch> plan(List<RecordedEvent<?>> events) {
        List<StatementBatch> stages = new ArrayList<>();
        Map<StreamId, Integer> reached = new HashMap<>();
        for (RecordedEvent<?> event : events) {
            for (Projection.Step<?> step : stepsFor(event.data().getClass())) {
                int from = reached.getOrDefault(event.stream(), 0);
                int stage = stageOf(stages, step.statement(), from);
                stages.get(stage).rows().add(rowOf(step, event));
                reached.put(event.stream(), stage);
            }
        }
        return stages;
    }

    /** The rejection that a violated constraint stands for, if a projection maps it. */
    public Optional<Decision.Reject> violation(String constraint) {
        return projections.stream()
                .flatMap(projection -> projection.violation(constraint).stream())
                .findFirst();
    }

    private static Row rowOf(Projection.Step<?> step, RecordedEvent<?> event) {
        try {
            return step.rowOf(event);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError bug) {
            throw new ProjectionFailed(
                    "No row for version " + event.version() + " of " + event.stream() + " in "
                            + step.statement().sql().name(),
                    bug);
        }
    }

    private List<Projection.Step<?>> stepsFor(Class<?> event) {
        return steps.computeIfAbsent(event, this::collect);
    }

    private List<Projection.Step<?>> collect(Class<?> event) {
        List<Projection.Step<?>> all = new ArrayList<>();
        projections.forEach(projection -> all.addAll(projection.steps(event)));
        return all;
    }

    private static int stageOf(List<StatementBatch> stages, Statement statement, int from) {
        for (int i = from; i < stages.size(); i++) {
            if (stages.get(i).statement().equals(statement)) {
                return i;
            }
        }
        stages.add(new StatementBatch(statement));
        return stages.size() - 1;
    }
}
