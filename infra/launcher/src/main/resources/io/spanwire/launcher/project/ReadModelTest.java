package {{package}};

import io.spanwire.bus.domain.Row;
import io.spanwire.bus.fixture.ProjectionFixture;
import io.spanwire.testing.ReadModelFixture;
import io.spanwire.testing.SpanwireTest;
import {{package}}.{{Name}}Event.EntryAdded;
import {{package}}.{{Name}}Event.Opened;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What views show of events: on a PostgreSQL with the tables of this domain. */
@SpanwireTest({{Name}}Domain.class)
class {{Name}}ReadModelTest {
    @Test
    void anEntryIsShownInItsStream(ReadModelFixture readModel) {
        readModel
                .by("ann")
                .given("{{name}}/first", new Opened("First"), new EntryAdded("hello"))
                .given("{{name}}/second", new Opened("Second"), new EntryAdded("elsewhere"))
                .thenView(
                        "{{name}}-entries",
                        Map.of("key", "first"),
                        Map.of("version", 2, "author", "ann", "text", "hello", "addedAt", "2026-05-01T12:00:00Z"));
    }

    @Test
    void theListHasAll(ReadModelFixture readModel) {
        readModel
                .given("{{name}}/first", new Opened("First"), new EntryAdded("hello"))
                .given("{{name}}/second", new Opened("Second"))
                .thenView(
                        "{{name}}-list",
                        Map.of(),
                        Map.of("key", "first", "title", "First", "entries", 1, "openedAt", "2026-05-01T12:00:00Z"),
                        Map.of("key", "second", "title", "Second", "entries", 0, "openedAt", "2026-05-01T12:00:00Z"));
    }

    /** Without a database: which statement runs, with which values. */
    @Test
    void anOpenedStreamIsOneRow() {
        ProjectionFixture.of({{Name}}Domain.PROJECTION, "{{name}}/first")
                .when(new Opened("First"))
                .then("insert-overview.sql", Row.of("first", "First", ProjectionFixture.TIME));
    }
}
