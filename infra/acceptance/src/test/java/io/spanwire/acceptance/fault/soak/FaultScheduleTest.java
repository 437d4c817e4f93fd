package io.spanwire.acceptance.fault.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final List<FaultKind> ALL = List.of(FaultKind.values());

    @Test
    void seedDeterminesSchedule() {
        assertThat(new FaultSchedule(7, ALL).next(200)).isEqualTo(new FaultSchedule(7, ALL).next(200));
        assertThat(new FaultSchedule(8, ALL).next(200)).isNotEqualTo(new FaultSchedule(7, ALL).next(200));
    }

    @Test
    void everyKindOccursBeforeAnyOccursThirdTime() {
        List<FaultKind> scheduled = new FaultSchedule(7, ALL)
                .next(2 * ALL.size()).stream()
                        .flatMap(step -> step.kinds().stream())
                        .toList();

        assertThat(scheduled.subList(0, 2 * ALL.size())).containsAll(ALL);
    }

    @Test
    void simultaneousFaultsHaveDifferentTargets() {
        List<SoakStep> steps = new FaultSchedule(7, ALL).next(2_000);

        assertThat(steps).extracting(step -> step.kinds().size()).contains(1, 2).containsOnly(1, 2);
        assertThat(steps).filteredOn(step -> step.kinds().size() == 2).allSatisfy(step -> assertThat(
                        step.kinds().get(0).target())
                .satisfiesAnyOf(
                        target -> assertThat(target).isEqualTo(FaultKind.Target.NONE), target -> assertThat(target)
                                .isNotEqualTo(step.kinds().get(1).target())));
    }

    @Test
    void exclusiveFaultsAreNeverCombined() {
        assertThat(new FaultSchedule(7, ALL).next(2_000))
                .filteredOn(step -> step.kinds().stream()
                        .map(FaultKind::target)
                        .anyMatch(target -> target == FaultKind.Target.EXCLUSIVE))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.kinds()).hasSize(1));
    }

    @Test
    void backendFaultsAreInjectedLast() {
        assertThat(new FaultSchedule(7, ALL).next(2_000)).allSatisfy(step -> assertThat(
                        step.kinds().subList(0, step.kinds().size() - 1))
                .extracting(FaultKind::target)
                .doesNotContain(FaultKind.Target.BACKEND));
    }
}
