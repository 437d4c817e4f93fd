package io.spanwire.acceptance.fault.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Times from the end of a fault until every stream advanced, by fault. */
final class RecoveryTimes {
    private final Map<String, List<Duration>> byFault = new TreeMap<>();

    void add(String fault, Duration recovery) {
        byFault.computeIfAbsent(fault, first -> new ArrayList<>()).add(recovery);
    }

    void addAll(RecoveryTimes other) {
        other.byFault.forEach((fault, times) -> times.forEach(time -> add(fault, time)));
    }

    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        byFault.forEach((fault, times) -> counts.put(fault, times.size()));
        return counts;
    }

    int total() {
        return byFault.values().stream().mapToInt(List::size).sum();
    }

    Duration max() {
        return byFault.values().stream()
                .flatMap(List::stream)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** One line per fault: count, minimum, median, maximum. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        byFault.forEach((fault, times) -> {
            List<Duration> sorted = times.stream().sorted().toList();
            lines.add(String.format(
                    Locale.ROOT,
                    "%-70s %4d times   recovery min %5.1f  median %5.1f  max %5.1f s",
                    fault,
                    sorted.size(),
                    seconds(sorted.get(0)),
                    seconds(sorted.get(sorted.size() / 2)),
                    seconds(sorted.get(sorted.size() - 1))));
        });
        return lines;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
