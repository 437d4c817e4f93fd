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
 * The planner of the projections' statements for a batch of events.
 *
 * <h2>How rows are grouped</h2>
 *
 * Rows of the same statement are executed together, because one execution with many rows costs a fraction of many
 * executions. But rows of the same stream must keep their order: an item is inserted before it is completed. So the
 * plan is a list of statement batches. A row joins the first batch of its statement that is not before the batch of its
 * stream's previous row; if there is none, it opens a new batch at the end. Streams are independent of each other, so
 * many streams need about as many batches as one stream has changes of statement.
 */
public final class Projector {
    private final Collection<Projection> projections;
    private final Map<Class<?>, List<Projection.Step<?>>> steps = new HashMap<>();

    /** Plans the statements of all projections. */
    public Projector(Domains domains) {
        this.projections = domains.projections();
    }

    /** Plans the statements of one projection. */
    public Projector(Projection projection) {
        this.projections = List.of(projection);
    }

    /**
     * The statement batches for these events, in the order to run them.
     *
     * @throws ProjectionFailed when a projection throws for one of them
     */
    public List<BulkStatement> plan(List<RecordedEvent<?>> events) {
        List<BulkStatement> batches = new ArrayList<>();
        Map<StreamId, Integer> last = new HashMap<>();
        for (RecordedEvent<?> event : events) {
            for (Projection.Step<?> step : stepsFor(event.data().getClass())) {
                int from = last.getOrDefault(event.stream(), 0);
                int index = indexOf(batches, step.statement(), from);
                batches.get(index).rows().add(rowOf(step, event));
                last.put(event.stream(), index);
            }
        }
        return batches;
    }

    /** The rejection that a projection maps this constraint to, if any does. */
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
        return steps.computeIfAbsent(event, type -> projections.stream()
                .<Projection.Step<?>>flatMap(projection -> projection.steps(type).stream())
                .toList());
    }

    private static int indexOf(List<BulkStatement> batches, Statement statement, int from) {
        for (int i = from; i < batches.size(); i++) {
            if (batches.get(i).statement().equals(statement)) {
                return i;
            }
        }
        batches.add(new BulkStatement(statement));
        return batches.size() - 1;
    }
}
