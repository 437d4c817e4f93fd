package io.spanwire.notifier.hub;

import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.port.ReadCheck;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who wants to know of events that may change what a caller may read. An event costs one lookup while somebody does, and
 * nothing otherwise. Thread-safe.
 */
final class AccessWatches {
    private record Watch(ReadCheck.Change change, Runnable changed) {}

    private final ConcurrentMap<StreamId, Set<Watch>> ofStream = new ConcurrentHashMap<>();
    private final Set<Watch> ofAll = ConcurrentHashMap.newKeySet();

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
        Optional<StreamId> stream = watch.change().stream();
        if (stream.isEmpty()) {
            ofAll.add(watch);
            return;
        }
        ofStream.compute(stream.get(), (id, known) -> {
            Set<Watch> watches = known == null ? ConcurrentHashMap.newKeySet() : known;
            watches.add(watch);
            return watches;
        });
    }

    private void remove(Watch watch) {
        Optional<StreamId> stream = watch.change().stream();
        if (stream.isEmpty()) {
            ofAll.remove(watch);
            return;
        }
        ofStream.computeIfPresent(stream.get(), (id, watches) -> {
            watches.remove(watch);
            return watches.isEmpty() ? null : watches;
        });
    }

    void arrived(StoredEvent event) {
        if (ofAll.isEmpty() && !ofStream.containsKey(event.stream())) {
            return;
        }
        String type = EventJson.type(event);
        ofAll.forEach(watch -> notify(watch, type));
        ofStream.getOrDefault(event.stream(), Set.of()).forEach(watch -> notify(watch, type));
    }

    private static void notify(Watch watch, String type) {
        if (watch.change().has(type)) {
            watch.changed().run();
        }
    }

    /** An event of the stream whose type is not known. */
    void arrived(StreamId stream) {
        ofAll.forEach(watch -> watch.changed().run());
        ofStream.getOrDefault(stream, Set.of()).forEach(watch -> watch.changed().run());
    }
}
