package io.spanwire.projections.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProjectorTest {
    private static final Statement ADD = new Statement(new Sql("add.sql", "add"), List.of());
    private static final Statement CHANGE = new Statement(new Sql("change.sql", "change"), List.of());

    record Add(int n) {}

    record Change(int n) {}

    private final Projector projector = new Projector(Domains.of(List.of(new Things())));

    @Test
    void rowsOfOneStatementShareABatch() {
        List<BulkStatement> plan = projector.plan(List.of(event("a", 1, new Add(1)), event("b", 1, new Add(2))));

        assertThat(plan).hasSize(1);
        assertThat(plan.get(0).rows()).hasSize(2);
    }

    @Test
    void failingProjectionIsNamed() {
        Projector failing = new Projector(Domains.of(List.of(new Failing())));
        List<RecordedEvent<?>> events = List.of(event("a", 1, new Add(1)));

        assertThatThrownBy(() -> failing.plan(events))
                .isInstanceOf(ProjectionFailed.class)
                .hasMessageContaining("add.sql")
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyStreamsNeedNoMoreBatchesThanOne() {
        List<RecordedEvent<?>> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(event("s" + i, 1, new Add(i)));
            events.add(event("s" + i, 2, new Change(i)));
        }

        assertThat(projector.plan(events)).extracting(BulkStatement::statement).containsExactly(ADD, CHANGE);
    }

    @Test
    void orderWithinAStreamIsPreserved() {
        Random random = new Random(42);
        for (int run = 0; run < 200; run++) {
            List<RecordedEvent<?>> events = mix(random, 60);

            Map<String, Integer> last = new HashMap<>();
            int rows = 0;
            for (BulkStatement batch : projector.plan(events)) {
                for (Row row : batch.rows()) {
                    String stream = String.valueOf(row.values().get(0));
                    int n = (Integer) row.values().get(1);
                    assertThat(n).isGreaterThan(last.getOrDefault(stream, -1));
                    last.put(stream, n);
                    rows++;
                }
            }
            assertThat(rows).isEqualTo(60);
        }
    }

    private static List<RecordedEvent<?>> mix(Random random, int count) {
        List<RecordedEvent<?>> events = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            events.add(event("s" + random.nextInt(5), n + 1, random.nextBoolean() ? new Add(n) : new Change(n)));
        }
        return events;
    }

    private static RecordedEvent<Object> event(String key, long version, Object data) {
        return new RecordedEvent<>(new StreamId("thing", key), version, Instant.EPOCH, "u", new UUID(0, version), data);
    }

    private static final class Things implements Domain {
        @Override
        public String name() {
            return "things";
        }

        @Override
        public List<StreamType<?>> streamTypes() {
            return List.of(StreamType.of("thing", Integer.class, 0)
                    .command("do", Add.class, (state, command, context) -> Decision.accept())
                    .event("added", Add.class, (state, event) -> state)
                    .event("changed", Change.class, (state, event) -> state)
                    .build());
        }

        @Override
        public List<Projection> projections() {
            return List.of(Projection.named("things", 1)
                    .on(
                            Add.class,
                            ADD,
                            event -> Row.of(event.stream().key(), event.data().n()))
                    .on(
                            Change.class,
                            CHANGE,
                            event -> Row.of(event.stream().key(), event.data().n()))
                    .build());
        }
    }

    private static final class Failing implements Domain {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public List<StreamType<?>> streamTypes() {
            return List.of();
        }

        @Override
        public List<Projection> projections() {
            return List.of(Projection.named("failing", 1)
                    .on(Add.class, ADD, event -> {
                        throw new IllegalStateException("expected by the test");
                    })
                    .build());
        }
    }
}
