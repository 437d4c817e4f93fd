package io.spanwire.acceptance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes histories that can be true: a server without faults, clients that overlap in time, lost answers, retries, expected
 * versions, subscriptions that come and go. The parts can be changed afterwards to make the history false.
 */
final class ValidHistory {
    private static final int STREAMS = 3;
    private static final int PARTITIONS = 2;
    private static final int COMMANDS = 60;
    private static final String EPOCH = "one";

    final List<HistoryEntry> entries = new ArrayList<>();
    final List<StoredHistory.Event> events = new ArrayList<>();
    final List<StoredHistory.Outcome> outcomes = new ArrayList<>();
    final List<StoredHistory.Partition> partitions = new ArrayList<>();
    final List<StoredHistory.Stream> streams = new ArrayList<>();
    final Map<String, List<String>> replayed = new TreeMap<>();
    final Map<String, List<String>> delivered = new TreeMap<>();
    final List<StoredHistory.ReadModel> readModels = new ArrayList<>();

    private final Random random;
    private final long[] heads = new long[PARTITIONS];
    private final long[] offsets = new long[PARTITIONS];
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Long> reached = new HashMap<>();
    private long clock;

    private ValidHistory(long seed) {
        this.random = new Random(seed);
    }

    static ValidHistory of(long seed) {
        ValidHistory history = new ValidHistory(seed);
        history.run();
        return history;
    }

    StoredHistory kept() {
        return new StoredHistory(partitions, streams, events, outcomes, replayed, delivered, readModels);
    }

    List<Violation> check() {
        return Checker.check(entries, kept());
    }

    private void run() {
        for (int stream = 0; stream < STREAMS; stream++) {
            watch("live-" + stream, name(stream), 0);
        }
        for (int command = 0; command < COMMANDS; command++) {
            command(random.nextInt(STREAMS));
            if (random.nextInt(5) == 0) {
                read(name(random.nextInt(STREAMS)));
            }
        }
        resume();
        keep();
    }

    private static String name(int stream) {
        return "chat/room-" + stream;
    }

    private static int partition(String stream) {
        return Math.floorMod(stream.hashCode(), PARTITIONS);
    }

    private void command(int to) {
        String stream = name(to);
        UUID id = new UUID(random.nextLong(), random.nextLong());
        long base = version(stream);
        Long expected = random.nextInt(4) == 0 ? base : null;
        String actor = "u-" + random.nextInt(3);
        String text = "text " + random.nextInt(1000);
        String data = "{\"text\":\"" + text + "\"}";
        entries.add(new HistoryEntry.Invoked(++clock, actor, id, stream, "post-message", data, expected));
        offsets[partition(stream)]++;
        for (int failed = random.nextInt(12) - 8; failed > 0; failed--) {
            entries.add(new HistoryEntry.Answered(++clock, id, new AttemptResult.Failed("undecidable")));
        }
        if (random.nextInt(10) == 0) {
            entries.add(new HistoryEntry.Answered(++clock, id, new AttemptResult.Failed("undecidable")));
            return; // not sent again
        }
        AttemptResult answer = random.nextInt(8) == 0 ? reject(id, stream, actor) : accept(id, stream, actor, text);
        boolean lost = random.nextInt(6) == 0;
        entries.add(new HistoryEntry.Answered(++clock, id, lost ? new AttemptResult.Unknown("time-out") : answer));
        if (lost && random.nextBoolean()) {
            entries.add(new HistoryEntry.Answered(++clock, id, answer));
        }
    }

    private AttemptResult reject(UUID id, String stream, String actor) {
        outcomes.add(new StoredHistory.Outcome(id, stream, actor, null, null, "too-old"));
        return new AttemptResult.Rejected("too-old");
    }

    private AttemptResult accept(UUID id, String stream, String actor, String text) {
        int count = random.nextInt(3);
        for (int event = 0; event < count; event++) {
            append(id, stream, actor, text);
        }
        outcomes.add(new StoredHistory.Outcome(id, stream, actor, version(stream), count, null));
        return new AttemptResult.Accepted(version(stream), count);
    }

    private void append(UUID id, String stream, String actor, String text) {
        long version = version(stream) + 1;
        versions.put(stream, version);
        int partition = partition(stream);
        String body = String.format(
                Locale.ROOT,
                "{\"id\":\"%d\",\"source\":\"/streams/%s\",\"version\":%d,\"actor\":\"%s\",\"command\":\"%s\","
                        + "\"data\":{\"author\":\"A\",\"text\":\"%s\"}}",
                version,
                stream,
                version,
                actor,
                id,
                text);
        events.add(new StoredHistory.Event(stream, version, partition, ++heads[partition], body));
        see("live-" + stream.charAt(stream.length() - 1), version, body);
    }

    private long version(String stream) {
        return versions.getOrDefault(stream, 0L);
    }

    private void see(String watch, long version, String body) {
        entries.add(new HistoryEntry.Seen(++clock, watch, version, body));
        reached.put(watch, version);
    }

    private void watch(String watch, String stream, long after) {
        entries.add(new HistoryEntry.Watching(++clock, watch, stream, after, EPOCH));
        entries.add(new HistoryEntry.CaughtUp(++clock, watch, after));
    }

    private void read(String stream) {
        long began = ++clock;
        entries.add(new HistoryEntry.Read(++clock, began, stream, version(stream)));
    }

    /** The first subscription goes and comes back from where it was; another one sees a part again. */
    private void resume() {
        String stream = name(0);
        entries.add(new HistoryEntry.Left(++clock, "live-0"));
        watch("resumed", stream, reached.getOrDefault("live-0", 0L));
        long after = version(stream) / 2;
        entries.add(new HistoryEntry.Watching(++clock, "again", stream, after, EPOCH));
        for (StoredHistory.Event event : events) {
            if (event.stream().equals(stream) && event.version() > after) {
                see("again", event.version(), event.body());
            }
        }
        entries.add(new HistoryEntry.CaughtUp(++clock, "again", version(stream)));
    }

    private void keep() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(
                    new StoredHistory.Partition(partition, offsets[partition], heads[partition], offsets[partition]));
        }
        versions.forEach(
                (stream, version) -> streams.add(new StoredHistory.Stream(stream, partition(stream), version)));
        for (StoredHistory.Event event : events) {
            replayed.computeIfAbsent(event.stream(), name -> new ArrayList<>()).add(event.body());
            delivered.computeIfAbsent(event.stream(), name -> new ArrayList<>()).add(event.body());
        }
        readModels.add(new StoredHistory.ReadModel("rows", rows(), rows()));
    }

    private List<String> rows() {
        return new ArrayList<>(events.stream().map(StoredHistory.Event::body).toList());
    }

    /** The first entry of a kind, from the middle of the history. */
    <T extends HistoryEntry> int indexOf(Class<T> kind) {
        for (int index = entries.size() / 2; index < entries.size(); index++) {
            if (kind.isInstance(entries.get(index))) {
                return index;
            }
        }
        throw new IllegalStateException("No " + kind.getSimpleName());
    }

    /** The index of an accepted outcome with at least one event that a client was told. */
    int acceptedAnswer() {
        for (int index = entries.size() / 3; index < entries.size(); index++) {
            @Nullable
            AttemptResult answer =
                    entries.get(index) instanceof HistoryEntry.Answered answered ? answered.answer() : null;
            if (answer instanceof AttemptResult.Accepted accepted && accepted.events() > 0) {
                return index;
            }
        }
        throw new IllegalStateException("Nothing was accepted");
    }
}
