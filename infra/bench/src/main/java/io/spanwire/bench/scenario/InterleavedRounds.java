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
 * Measures contenders in turns, so that other work on the machine affects all of them alike: each warms up unmeasured, then
 * each is measured once per round.
 */
record InterleavedRounds(Duration warmUp, Duration time, int repetitions) {

    /** Returns the readings in the order of the contenders. */
    List<ContenderReadings> run(List<Contender> contenders) {
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
