package io.spanwire.bench.scenario;

import io.spanwire.bench.BenchFailed;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets contenders take turns, so that whatever else the machine does meanwhile falls on all of them alike: each warms up
 * unmeasured, then round after round each is measured once.
 */
record InterleavedRounds(Duration warmUp, Duration time, int repetitions) {

    /** In the order of the contenders. */
    List<ContenderReadings> play(List<Contender> contenders) {
        contenders.forEach(contender -> measure(contender, warmUp));
        Map<String, List<Reading>> readings = new LinkedHashMap<>();
        for (int round = 0; round < repetitions; round++) {
            for (Contender contender : contenders) {
                readings.computeIfAbsent(contender.name(), first -> new ArrayList<>())
                        .add(measure(contender, time));
            }
        }
        return readings.entrySet().stream()
                .map(each -> new ContenderReadings(each.getKey(), List.copyOf(each.getValue())))
                .toList();
    }

    private static Reading measure(Contender contender, Duration time) {
        try {
            return contender.measure(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("interrupted", e);
        } catch (Exception e) {
            throw new BenchFailed(contender.name() + ": " + e.getMessage(), e);
        }
    }
}
