package io.spanwire.acceptance.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rules within the stored history: dense versions and positions, equal replays, read models. */
final class StoredHistoryRules {
    private final StoredHistory stored;
    private final ViolationCollector violations;

    StoredHistoryRules(StoredHistory stored, ViolationCollector violations) {
        this.stored = stored;
        this.violations = violations;
    }

    void check() {
        checkVersions();
        checkPositions();
        checkReplays();
        stored.readModels().forEach(this::checkFold);
    }

    private void checkVersions() {
        Map<String, Long> rows = stored.streams().stream()
                .collect(Collectors.toMap(StoredHistory.Stream::stream, StoredHistory.Stream::version, Math::max));
        Map<String, List<Long>> byStream = grouped(StoredHistory.Event::stream, StoredHistory.Event::version);
        byStream.forEach(
                (stream, versions) -> checkDense(Rule.DENSE_VERSIONS, stream, versions, rows.getOrDefault(stream, 0L)));
        rows.keySet().stream()
                .filter(stream -> !byStream.containsKey(stream))
                .forEach(stream -> violations.add(Rule.DENSE_VERSIONS, "%s has a row but no events", stream));
        Map<String, Integer> partitions = new HashMap<>();
        for (StoredHistory.Event event : stored.events()) {
            Integer first = partitions.putIfAbsent(event.stream(), event.partition());
            if (first != null && first != event.partition()) {
                violations.add(
                        Rule.DENSE_POSITIONS,
                        "%s is in partitions %d and %d",
                        event.stream(),
                        first,
                        event.partition());
            }
        }
    }

    private void checkPositions() {
        Map<Integer, List<Long>> byPartition = grouped(StoredHistory.Event::partition, StoredHistory.Event::position);
        for (StoredHistory.Partition partition : stored.partitions()) {
            List<Long> positions = byPartition.getOrDefault(partition.partition(), List.of());
            checkDense(Rule.DENSE_POSITIONS, "partition " + partition.partition(), positions, partition.head());
            if (partition.nextOffset() != partition.logEnd()) {
                violations.add(Rule.OFFSETS_DECIDED, "%s", partition);
            }
        }
    }

    private void checkDense(Rule rule, String what, List<Long> numbers, long last) {
        List<Long> sorted = numbers.stream().sorted().toList();
        long expected = 0;
        for (long number : sorted) {
            expected++;
            if (number != expected) {
                violations.add(rule, "%s has %d where %d is expected", what, number, expected);
                return;
            }
        }
        if (expected != last) {
            violations.add(rule, "%s ends at %d, its row has %d", what, expected, last);
        }
    }

    private void checkReplays() {
        Map<String, List<String>> bodies = new TreeMap<>();
        stored.events().stream()
                .sorted(Comparator.comparingLong(StoredHistory.Event::version))
                .forEach(event -> bodies.computeIfAbsent(event.stream(), name -> new ArrayList<>())
                        .add(event.body()));
        checkReplay("REST replay", bodies, stored.replayed());
        checkReplay("WebSocket from 0", bodies, stored.delivered());
    }

    private void checkReplay(String name, Map<String, List<String>> expected, Map<String, List<String>> replay) {
        expected.forEach((stream, bodies) -> {
            List<String> replayed = replay.getOrDefault(stream, List.of());
            if (!bodies.equals(replayed)) {
                violations.add(
                        Rule.REPLAYS_AGREE,
                        "%s of %s has %d events instead of %d, or other events",
                        name,
                        stream,
                        replayed.size(),
                        bodies.size());
            }
        });
        replay.forEach((stream, bodies) -> {
            if (!bodies.isEmpty() && !expected.containsKey(stream)) {
                violations.add(Rule.REPLAYS_AGREE, "%s has %s, which is not stored", name, stream);
            }
        });
    }

    private void checkFold(StoredHistory.ReadModel model) {
        if (!model.rows().equals(model.folded())) {
            violations.add(
                    Rule.READ_MODEL_IS_FOLD, "%s has %s, the fold is %s", model.name(), model.rows(), model.folded());
        }
    }

    private <K> Map<K, List<Long>> grouped(
            Function<StoredHistory.Event, K> key, Function<StoredHistory.Event, Long> number) {
        return stored.events().stream()
                .collect(Collectors.groupingBy(key, Collectors.mapping(number, Collectors.toList())));
    }
}
