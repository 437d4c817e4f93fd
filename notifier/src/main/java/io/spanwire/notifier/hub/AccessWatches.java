package io.spanwire.notifier.hub;

import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.port.ReadCheck;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who wants to know of events that may change what a caller may read. An event costs a lookup, and one more for each set of
 * types that somebody waits for in its stream, however many wait. Thread-safe.
 */
final class AccessWatches {
    /** Those who wait for the same types of events. */
    private static final class Watchers {
        private final Map<Set<String>, Set<Watch>> byTypes = new ConcurrentHashMap<>();

        void add(Watch watch) {
            byTypes.compute(watch.change().types(), (types, known) -> {
                Set<Watch> watches = known == null ? ConcurrentHashMap.newKeySet() : known;
                watches.add(watch);
                return watches;
            });
        }

        void remove(Watch watch) {
            byTypes.computeIfPresent(watch.change().types(), (types, watches) -> {
                watches.remove(watch);
                return watches.isEmpty() ? null : watches;
            });
        }

        boolean isEmpty() {
            return byTypes.isEmpty();
        }

        void notifyOf(String type) {
            byTypes.forEach((types, watches) -> {
                if (types.isEmpty() || types.contains(type)) {
                    watches.forEach(watch -> watch.changed().run());
                }
            });
        }

        void notifyEach() {
            byTypes.values()
                    .forEach(watches -> watches.forEach(watch -> watch.changed().run()));
        }
    }

    private record Watch(ReadCheck.Change change, Runnable changed) {}

    private final ConcurrentMap<StreamId, Watchers> ofStream = new ConcurrentHashMap<>();
    private final Watchers ofAll = new Watchers();

    /**
     * Calls {@code changed}, on any thread, after each event that may have changed an answer.
     *
     * @return what ends that
     */
    Runnable watch(List<ReadCheck.Change> changes, Runnable changed) {
        List<Watch> watches =
                changes.stream().map(change -> new Watch(change, changed)).toList();
        watches.forEach(this::add);
        return () -> watches.forEach(this::remove);
    }

    private void add(Watch watch) {
        watch.change().stream()
                .ifPresentOrElse(
                        stream -> ofStream.compute(stream, (id, known) -> {
                            Watchers watchers = known == null ? new Watchers() : known;
                            watchers.add(watch);
                            return watchers;
                        }),
                        () -> ofAll.add(watch));
    }

    private void remove(Watch watch) {
        watch.change().stream()
                .ifPresentOrElse(
                        stream -> ofStream.computeIfPresent(stream, (id, watchers) -> {
                            watchers.remove(watch);
                            return watchers.isEmpty() ? null : watchers;
                        }),
                        () -> ofAll.remove(watch));
    }

    void arrived(StoredEvent event) {
        Watchers watchers = ofStream.get(event.stream());
        if (watchers == null && ofAll.isEmpty()) {
            return;
        }
        String type = EventJson.type(event);
        ofAll.notifyOf(type);
        if (watchers != null) {
            watchers.notifyOf(type);
        }
    }

    /** An event of the stream whose type is not known. */
    void arrived(StreamId stream) {
        ofAll.notifyEach();
        Watchers watchers = ofStream.get(stream);
        if (watchers != null) {
            watchers.notifyEach();
        }
    }
}
