package io.spanwire.acceptance.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the server keeps against itself: density, and the three views of the same history. */
final class StoredHistoryRules {
    private final StoredHistory kept;
    private final ViolationCollector findings;

    StoredHistoryRules(StoredHistory kept, ViolationCollector findings) {
        this.kept = kept;
        this.findings = findings;
    }

    void check() {
        versions();
        positions();
        viewsAgree();
        kept.readModels().forEach(this::isFold);
    }

    private void versions() {
        Map<String, Long> rows = kept.streams().stream()
                .collect(Collectors.toMap(StoredHistory.Stream::stream, StoredHistory.Stream::version, Math::max));
        Map<String, List<Long>> byStream = grouped(StoredHistory.Event::stream, StoredHistory.Event::version);
        byStream.forEach(
                (stream, versions) -> dense(Rule.DENSE_VERSIONS, stream, versions, rows.getOrDefault(stream, 0L)));
        rows.keySet().stream()
                .filter(stream -> !byStream.containsKey(stream))
                .forEach(stream -> findings.add(Rule.DENSE_VERSIONS, "%s has a row and no events", stream));
        Map<String, Integer> partitions = new HashMap<>();
        for (StoredHistory.Event event : kept.events()) {
            Integer first = partitions.putIfAbsent(event.stream(), event.partition());
            if (first != null && first != event.partition()) {
                findings.add(
                        Rule.DENSE_POSITIONS,
                        "%s is in partitions %d and %d",
                        event.stream(),
                        first,
                        event.partition());
            }
        }
    }

    private void positions() {
        Map<Integer, List<Long>> byPartition = grouped(StoredHistory.Event::partition, StoredHistory.Event::position);
        for (StoredHistory.Partition partition : kept.partitions()) {
            List<Long> positions = byPartition.getOrDefault(partition.partition(), List.of());
            dense(Rule.DENSE_POSITIONS, "partition " + partition.partition(), positions, partition.head());
            if (partition.nextOffset() != partition.logEnd()) {
                findings.add(Rule.OFFSETS_DECIDED, "%s", partition);
            }
        }
    }

    private void dense(Rule rule, String what, List<Long> numbers, long last) {
        List<Long> sorted = numbers.stream().sorted().toList();
        long expected = 0;
        for (long number : sorted) {
            expected++;
            if (number != expected) {
                findings.add(rule, "%s has %d where %d should be", what, number, expected);
                return;
            }
        }
        if (expected != last) {
            findings.add(rule, "%s ends at %d, its row says %d", what, expected, last);
        }
    }

    private void viewsAgree() {
        Map<String, List<String>> stored = new TreeMap<>();
        kept.events().stream()
                .sorted(Comparator.comparingLong(StoredHistory.Event::version))
                .forEach(event -> stored.computeIfAbsent(event.stream(), name -> new ArrayList<>())
                        .add(event.body()));
        agree("REST replay", stored, kept.replayed());
        agree("WebSocket from 0", stored, kept.delivered());
    }

    private void agree(String view, Map<String, List<String>> stored, Map<String, List<String>> shown) {
        stored.forEach((stream, bodies) -> {
            List<String> seen = shown.getOrDefault(stream, List.of());
            if (!bodies.equals(seen)) {
                findings.add(
                        Rule.VIEWS_AGREE,
                        "%s of %s has %d of %d events, or others",
                        view,
                        stream,
                        seen.size(),
                        bodies.size());
            }
        });
        shown.forEach((stream, bodies) -> {
            if (!bodies.isEmpty() && !stored.containsKey(stream)) {
                findings.add(Rule.VIEWS_AGREE, "%s shows %s, which is not stored", view, stream);
            }
        });
    }

    private void isFold(StoredHistory.ReadModel model) {
        if (!model.rows().equals(model.folded())) {
            findings.add(
                    Rule.READ_MODEL_IS_FOLD, "%s has %s, folded is %s", model.name(), model.rows(), model.folded());
        }
    }

    private <K> Map<K, List<Long>> grouped(
            Function<StoredHistory.Event, K> key, Function<StoredHistory.Event, Long> number) {
        return kept.events().stream()
                .collect(Collectors.groupingBy(key, Collectors.mapping(number, Collectors.toList())));
    }
}
