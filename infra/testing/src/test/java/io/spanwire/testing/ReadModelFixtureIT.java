package io.spanwire.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.testing.MeterDomain.Counted;
import io.spanwire.testing.MeterDomain.Installed;
import io.spanwire.testing.MeterDomain.Mistyped;
import io.spanwire.testing.MeterDomain.Replaced;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SpanwireTest(MeterDomain.class)
class ReadModelFixtureIT {
    private static final Map<String, ?> ROW =
            Map.of("meter", "cellar", "name", "Cellar", "total", 12, "installedAt", "2026-05-01T12:00:00Z");

    @Test
    void eventsBecomeTheRowsOfViewsAndTables(ReadModelFixture readModel) {
        readModel
                .given("meter/cellar", new Installed("Cellar"), new Counted(5), new Counted(7))
                .thenView("meter-total", Map.of("meter", "cellar"), ROW)
                .thenTable(
                        "meter",
                        Map.of(
                                "meter",
                                "cellar",
                                "name",
                                "Cellar",
                                "total",
                                12,
                                "installed_at",
                                "2026-05-01T12:00:00Z"));
    }

    @Test
    void otherRowsFailAndSayBoth(ReadModelFixture readModel) {
        // given
        ReadModelFixture one = readModel.given("meter/cellar", new Installed("Cellar"));

        // when, then
        assertThatThrownBy(() -> one.thenView("meter-total", Map.of("meter", "cellar"), ROW))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"total\":12")
                .hasMessageContaining("but they were:")
                .hasMessageContaining("\"total\":0");
        assertThatThrownBy(() -> one.view("meter-total", Map.of("metre", "cellar")))
                .hasMessageContaining("does not take {metre=cellar}");
    }

    @Test
    void aColumnOfAnotherTypeFails(ReadModelFixture readModel) {
        // given
        ReadModelFixture mistyped = readModel.given("meter/cellar", new Installed("Cellar"), new Mistyped("five"));

        // when, then
        assertThatThrownBy(() -> mistyped.table("meter"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("park the stream")
                .hasMessageContaining("count.sql")
                .hasMessageContaining("Mistyped[amount=five]");
    }

    @Test
    void rowsOfABatchThatDependOnEachOtherFail(ReadModelFixture readModel) {
        // given
        ReadModelFixture once = readModel.given("meter/cellar", new Installed("Cellar"), new Replaced(5));
        ReadModelFixture twice = once.given("meter/cellar", new Replaced(7));

        // when, then
        once.table("meter");
        assertThatThrownBy(() -> twice.table("meter"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("one batch");
    }

    @Test
    void aViolatedConstraintIsARejection(ReadModelFixture readModel) {
        // given
        ReadModelFixture first = readModel.given("meter/cellar", new Installed("Cellar"));

        // when, then
        first.given("meter/attic", new Installed("Cellar")).thenRejected("name-taken");
        assertThatThrownBy(
                        () -> first.given("meter/attic", new Installed("Attic")).thenRejected("name-taken"))
                .hasMessageContaining("took the rows");
        assertThatThrownBy(() ->
                        first.given("meter/cellar", new Installed("Attic")).thenRejected("name-taken"))
                .hasMessageContaining("meter_pkey");
    }
}
