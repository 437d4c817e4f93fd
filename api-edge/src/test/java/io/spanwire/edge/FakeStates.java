package io.spanwire.edge;

import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.state.PastVersion;
import io.spanwire.edge.state.StateQuery;
import io.spanwire.edge.state.StateStore;
import io.spanwire.edge.state.StoredSnapshot;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

/**
 * Streams of three events each, one a minute from 10:01, in pages of two; the second event of {@code note/broken} cannot
 * be read. Records which events were read.
 */
final class FakeStates implements StateStore {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final long HEAD = 3;
    private static final long PAGE = 2;

    private final List<Long> read = new CopyOnWriteArrayList<>();
    volatile Optional<StoredSnapshot> snapshot = Optional.empty();

    List<Long> read() {
        return read;
    }

    @Override
    public Future<PastVersion> find(StreamId stream, StateQuery query) {
        long version = query.at()
                .map(at ->
                        Math.min(HEAD, Math.max(0, Duration.between(START, at).toMinutes())))
                .orElse(query.version().orElse(HEAD));
        return version <= HEAD
                ? Future.succeededFuture(new PastVersion(
                        stream, version, Optional.of(time(version)).filter(time -> version > 0), "epoch-1"))
                : Future.failedFuture(new ProblemException(Problems.BEYOND_HEAD));
    }

    @Override
    public Future<Optional<StoredSnapshot>> snapshot(StreamId stream, int stateVersion, long wanted) {
        return Future.succeededFuture(snapshot.filter(stored -> stored.version() <= wanted));
    }

    @Override
    public Future<List<String>> events(StreamId stream, long after, long to) {
        return Future.succeededFuture(LongStream.rangeClosed(after + 1, Math.min(to, after + PAGE))
                .mapToObj(version -> event(stream, version))
                .toList());
    }

    private String event(StreamId stream, long version) {
        read.add(version);
        String name = stream.key().equals("broken") && version == 2 ? "note.note-burnt" : "note.note-written";
        return EventJson.write(
                new EventJson.Envelope(stream, version, name, time(version), "u-1", new UUID(0, version)),
                "{\"text\":\"line " + version + "\"}");
    }

    private static Instant time(long version) {
        return START.plus(Duration.ofMinutes(version));
    }
}
