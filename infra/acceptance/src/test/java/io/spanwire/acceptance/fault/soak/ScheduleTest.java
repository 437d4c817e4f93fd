package io.spanwire.acceptance.fault.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final List<Kind> ALL = List.of(Kind.values());

    @Test
    void seedDecidesEverything() {
        assertThat(new Schedule(7, ALL).next(200)).isEqualTo(new Schedule(7, ALL).next(200));
        assertThat(new Schedule(8, ALL).next(200)).isNotEqualTo(new Schedule(7, ALL).next(200));
    }

    @Test
    void everyKindComesBeforeAnyComesAThirdTime() {
        List<Kind> dealt = new Schedule(7, ALL)
                .next(2 * ALL.size()).stream()
                        .flatMap(step -> step.kinds().stream())
                        .toList();

        assertThat(dealt.subList(0, 2 * ALL.size())).containsAll(ALL);
    }

    @Test
    void twoAtOnceNeverFallOnTheSame() {
        List<Step> steps = new Schedule(7, ALL).next(2_000);

        assertThat(steps).extracting(step -> step.kinds().size()).contains(1, 2).containsOnly(1, 2);
        assertThat(steps).filteredOn(step -> step.kinds().size() == 2).allSatisfy(step -> assertThat(
                        step.kinds().get(0).target())
                .satisfiesAnyOf(target -> assertThat(target).isEqualTo(Kind.Target.NONE), target -> assertThat(target)
                        .isNotEqualTo(step.kinds().get(1).target())));
    }

    @Test
    void whatNeedsEverybodyAtWorkComesAlone() {
        assertThat(new Schedule(7, ALL).next(2_000))
                .filteredOn(
                        step -> step.kinds().stream().map(Kind::target).anyMatch(target -> target == Kind.Target.ALONE))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.kinds()).hasSize(1));
    }

    @Test
    void whatOthersStandOnFallsLast() {
        assertThat(new Schedule(7, ALL).next(2_000)).allSatisfy(step -> assertThat(
                        step.kinds().subList(0, step.kinds().size() - 1))
                .extracting(Kind::target)
                .doesNotContain(Kind.Target.GROUND));
    }
}
