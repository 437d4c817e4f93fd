package io.spanwire.projections.rebuild;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.json.Json;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** What this process rebuilds, for operators: lines of text, metrics, and JSON. From any thread. */
public final class RebuildStatus {
    private static final String WAITING = "waiting";
    private static final long LINE_NANOS = 5_000_000_000L;

    private final Consumer<String> lines;
    private final Counter events;
    private final Map<String, Current> current = new ConcurrentSkipListMap<>();

    /** @param left of the events that it had when it was last looked at */
    private record Current(RebuildTask task, String state, long filled, long left, double perSecond, Tick tick) {}

    /** A time, and how many events were filled then. */
    private record Tick(long nanos, long filled) {}

    /** @param lines gets a line when a rebuild starts, ends, and every few seconds */
    public RebuildStatus(MeterRegistry registry, Consumer<String> lines) {
        this.lines = lines;
        events = Counter.builder("spanwire.rebuild.events")
                .description("Events that tables were filled with by rebuilds of this process")
                .register(registry);
        Gauge.builder("spanwire.rebuild.left", this, RebuildStatus::left)
                .description("Events that rebuilds of this process have yet to fill tables with")
                .register(registry);
    }

    void started(RebuildTask task) {
        lines.accept(name(task) + ": started");
        current.put(task.projection(), new Current(task, "filling", 0, 0, 0, new Tick(System.nanoTime(), -1)));
    }

    void progress(RebuildTask task, long filled, long left) {
        current.computeIfPresent(task.projection(), (name, before) -> next(before, filled, left));
    }

    private Current next(Current before, long filled, long left) {
        Tick now = new Tick(System.nanoTime(), filled);
        if (before.tick().filled() < 0) {
            return new Current(before.task(), before.state(), filled, left, 0, now);
        }
        events.increment((double) Math.max(0, filled - before.filled()));
        long nanos = now.nanos() - before.tick().nanos();
        if (nanos < LINE_NANOS) {
            return new Current(before.task(), before.state(), filled, left, before.perSecond(), before.tick());
        }
        double perSecond = 1e9 * (double) (filled - before.tick().filled()) / (double) nanos;
        lines.accept(String.format(
                Locale.ROOT,
                "%s: %d %%, %,.0f events/s, %,.0f s left",
                name(before.task()),
                100 * filled / Math.max(1, filled + left),
                perSecond,
                (double) left / Math.max(1, perSecond)));
        return new Current(before.task(), before.state(), filled, left, perSecond, now);
    }

    /** The tables are filled; said once. */
    void waiting(RebuildTask task) {
        current.computeIfPresent(task.projection(), (name, last) -> {
            if (!last.state().equals(WAITING)) {
                lines.accept(name(task) + ": waiting until no worker with another version runs");
            }
            return new Current(last.task(), WAITING, last.filled(), last.left(), last.perSecond(), last.tick());
        });
    }

    void ended(RebuildTask task, String how) {
        lines.accept(name(task) + ": " + how);
        current.computeIfPresent(
                task.projection(),
                (name, last) -> new Current(last.task(), how, last.filled(), 0, last.perSecond(), last.tick()));
    }

    /** The last rebuild of each projection, as JSON: {@code {"rebuilds":[{projection, task, version, state, …}]}}. */
    public String json() {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode rebuilds = body.putArray("rebuilds");
        new TreeMap<>(current).forEach((name, last) -> rebuilds.addObject()
                .put("projection", name)
                .put("task", last.task().kind().name().toLowerCase(Locale.ROOT))
                .put("version", last.task().version())
                .put("state", last.state())
                .put("filled", last.filled())
                .put("left", last.left())
                .put("eventsPerSecond", Math.round(last.perSecond())));
        return body.toString();
    }

    private double left() {
        return (double) current.values().stream().mapToLong(Current::left).sum();
    }

    private static String name(RebuildTask task) {
        return switch (task.kind()) {
            case REBUILD -> "rebuild of " + task.projection() + " to version " + task.version();
            case UNDO -> "undo of the last rebuild of " + task.projection();
            case VERIFY -> "verification of " + task.projection();
        };
    }
}
