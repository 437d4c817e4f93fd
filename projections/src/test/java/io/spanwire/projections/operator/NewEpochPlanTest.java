package io.spanwire.projections.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.projections.operator.NewEpochPlan.Partition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewEpochPlanTest {
    @Test
    void restoredDatabaseContinuesAtItsOffsets() {
        NewEpochPlan plan = new NewEpochPlan(
                List.of(new Partition(0, 10, 20, 3, 15, 27), new Partition(1, 4, 4, 0, 4, 4)), true, false);

        assertThat(plan.offsets()).isEqualTo(Map.of(0, 10L, 1, 4L));
        assertThat(text(plan)).contains("7 events", "5 commands", "decided now").doesNotContain("removed");
    }

    @Test
    void commandsMayBeSkipped() {
        NewEpochPlan plan = new NewEpochPlan(List.of(new Partition(0, 10, 20, 3, 15, 27)), true, true);

        assertThat(plan.offsets()).isEqualTo(Map.of(0, 15L));
        assertThat(text(plan)).contains("5 commands", "are skipped");
    }

    @Test
    void logThatLostItsBeginningIsReadFromItsFirstOffset() {
        NewEpochPlan plan = new NewEpochPlan(List.of(new Partition(0, 10, 20, 12, 15, 20)), true, false);

        assertThat(plan.offsets()).isEqualTo(Map.of(0, 12L));
        assertThat(text(plan)).contains("2 commands were removed", "3 commands", "decided now");
    }

    @Test
    void truncatedLogIsReadFromItsEnd() {
        NewEpochPlan plan = new NewEpochPlan(List.of(new Partition(0, 10, 20, 0, 8, 20)), true, false);

        assertThat(plan.offsets()).isEqualTo(Map.of(0, 8L));
        assertThat(text(plan)).doesNotContain("commands that");
    }

    @Test
    void otherLogIsReadFromItsBeginning() {
        NewEpochPlan plan = new NewEpochPlan(List.of(new Partition(0, 10, 20, 1, 30, 20)), false, false);

        assertThat(plan.offsets()).isEqualTo(Map.of(0, 1L));
        assertThat(text(plan)).contains("another one than before", "29 commands");
    }

    @Test
    void nothingIsLostWhenBothAgree() {
        NewEpochPlan plan = new NewEpochPlan(List.of(new Partition(0, 10, 20, 0, 10, 20)), true, false);

        assertThat(text(plan)).doesNotContain("lost").contains("Every client learns");
    }

    private static String text(NewEpochPlan plan) {
        return String.join("\n", plan.consequences());
    }
}
