package io.spanwire.projections.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.projections.operator.NewEpochPlan.Partition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewEpochPlanTest {
    @Test
    void restoredDatabaseGoesOnWhereItStood() {
        NewEpochPlan survey = new NewEpochPlan(
                List.of(new Partition(0, 10, 20, 3, 15, 27), new Partition(1, 4, 4, 0, 4, 4)), true, false);

        assertThat(survey.offsets()).isEqualTo(Map.of(0, 10L, 1, 4L));
        assertThat(said(survey))
                .contains("7 events", "5 commands", "decided now")
                .doesNotContain("removed");
    }

    @Test
    void commandsMayBePassedOver() {
        NewEpochPlan survey = new NewEpochPlan(List.of(new Partition(0, 10, 20, 3, 15, 27)), true, true);

        assertThat(survey.offsets()).isEqualTo(Map.of(0, 15L));
        assertThat(said(survey)).contains("5 commands", "passed over");
    }

    @Test
    void logThatLostItsBeginningIsReadFromThere() {
        NewEpochPlan survey = new NewEpochPlan(List.of(new Partition(0, 10, 20, 12, 15, 20)), true, false);

        assertThat(survey.offsets()).isEqualTo(Map.of(0, 12L));
        assertThat(said(survey)).contains("2 commands were removed", "3 commands", "decided now");
    }

    @Test
    void logThatLostItsEndIsReadOnThere() {
        NewEpochPlan survey = new NewEpochPlan(List.of(new Partition(0, 10, 20, 0, 8, 20)), true, false);

        assertThat(survey.offsets()).isEqualTo(Map.of(0, 8L));
        assertThat(said(survey)).doesNotContain("commands that");
    }

    @Test
    void otherLogIsReadFromItsBeginning() {
        NewEpochPlan survey = new NewEpochPlan(List.of(new Partition(0, 10, 20, 1, 30, 20)), false, false);

        assertThat(survey.offsets()).isEqualTo(Map.of(0, 1L));
        assertThat(said(survey)).contains("another one than before", "29 commands");
    }

    @Test
    void nothingIsLostWhereBothAgree() {
        NewEpochPlan survey = new NewEpochPlan(List.of(new Partition(0, 10, 20, 0, 10, 20)), true, false);

        assertThat(said(survey)).doesNotContain("lost").contains("Every client is told");
    }

    private static String said(NewEpochPlan survey) {
        return String.join("\n", survey.consequences());
    }
}
