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
 * A generated valid history, determined by a seed: a server without faults, overlapping clients, lost responses, retries,
 * expected versions, subscriptions that end and resume. Its parts can be changed afterwards to make it invalid.
 */
final class ValidHistory {
    private static final int STREAMS = 3;
    private static final int PARTITIONS = 2;
    private static final int COMMANDS = 60;
    private static final String EPOCH = "one";
    private static final String FOLLOWER = "follower";

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
    private final Map<String, Long> received = new HashMap<>();
    /** What a resumed follower of the feed receives again. */
    private final List<StoredHistory.Event> sinceToken = new ArrayList<>();

    private long clock;

    private ValidHistory(long seed) {
        this.random = new Random(seed);
    }

    static ValidHistory of(long seed) {
        ValidHistory history = new ValidHistory(seed);
        history.run();
        return history;
    }

    StoredHistory stored() {
        return new StoredHistory(partitions, streams, events, outcomes, replayed, delivered, readModels);
    }

    List<Violation> check() {
        return Checker.check(entries, stored());
    }

    private void run() {
        for (int stream = 0; stream < STREAMS; stream++) {
            subscribe("live-" + stream, name(stream), 0);
        }
        entries.add(new HistoryEntry.FeedStarted(++clock, FOLLOWER));
        for (int command = 0; command < COMMANDS; command++) {
            follow();
            command(random.nextInt(STREAMS));
            if (random.nextInt(5) == 0) {
                read(name(random.nextInt(STREAMS)));
            }
        }
        resume();
        store();
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
            entries.add(new HistoryEntry.AttemptEnded(++clock, id, new AttemptResult.Failed("undecidable")));
        }
        if (random.nextInt(10) == 0) {
            entries.add(new HistoryEntry.AttemptEnded(++clock, id, new AttemptResult.Failed("undecidable")));
            return; // not sent again
        }
        AttemptResult result = random.nextInt(8) == 0 ? reject(id, stream, actor) : accept(id, stream, actor, text);
        boolean lost = random.nextInt(6) == 0;
        entries.add(new HistoryEntry.AttemptEnded(++clock, id, lost ? new AttemptResult.Unknown("timeout") : result));
        if (lost && random.nextBoolean()) {
            entries.add(new HistoryEntry.AttemptEnded(++clock, id, result));
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
        follow(events.get(events.size() - 1));
        receive("live-" + stream.charAt(stream.length() - 1), version, body);
    }

    private long version(String stream) {
        return versions.getOrDefault(stream, 0L);
    }

    /** Now and then the follower gets a token, or loses its connection and resumes. */
    private void follow() {
        if (random.nextInt(6) == 0) {
            entries.add(new HistoryEntry.FeedToken(++clock, FOLLOWER));
            sinceToken.clear();
        } else if (random.nextInt(10) == 0) {
            entries.add(new HistoryEntry.FeedStarted(++clock, FOLLOWER));
            List.copyOf(sinceToken).forEach(this::receiveInFeed);
        }
    }

    private void follow(StoredHistory.Event event) {
        sinceToken.add(event);
        receiveInFeed(event);
    }

    private void receiveInFeed(StoredHistory.Event event) {
        entries.add(new HistoryEntry.FeedReceived(++clock, FOLLOWER, event.stream(), event.version(), event.body()));
    }

    private void receive(String subscription, long version, String body) {
        entries.add(new HistoryEntry.Received(++clock, subscription, version, body));
        received.put(subscription, version);
    }

    private void subscribe(String subscription, String stream, long after) {
        entries.add(new HistoryEntry.Subscribed(++clock, subscription, stream, after, EPOCH));
        entries.add(new HistoryEntry.CaughtUp(++clock, subscription, after));
    }

    private void read(String stream) {
        long sentAt = ++clock;
        entries.add(new HistoryEntry.Read(++clock, sentAt, stream, version(stream)));
    }

    /** Ends the first subscription and resumes it at its last version; another one receives the second half again. */
    private void resume() {
        String stream = name(0);
        entries.add(new HistoryEntry.SubscriptionEnded(++clock, "live-0"));
        subscribe("resumed", stream, received.getOrDefault("live-0", 0L));
        long after = version(stream) / 2;
        entries.add(new HistoryEntry.Subscribed(++clock, "again", stream, after, EPOCH));
        for (StoredHistory.Event event : events) {
            if (event.stream().equals(stream) && event.version() > after) {
                receive("again", event.version(), event.body());
            }
        }
        entries.add(new HistoryEntry.CaughtUp(++clock, "again", version(stream)));
    }

    private void store() {
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

    /** The index of the first entry of a kind in the second half of the history. */
    <T extends HistoryEntry> int indexOf(Class<T> kind) {
        for (int index = entries.size() / 2; index < entries.size(); index++) {
            if (kind.isInstance(entries.get(index))) {
                return index;
            }
        }
        throw new IllegalStateException("No " + kind.getSimpleName());
    }

    /** The index of an attempt that was accepted with at least one event. */
    int acceptedAttempt() {
        for (int index = entries.size() / 3; index < entries.size(); index++) {
            @Nullable
            AttemptResult result =
                    entries.get(index) instanceof HistoryEntry.AttemptEnded attempt ? attempt.result() : null;
            if (result instanceof AttemptResult.Accepted accepted && accepted.events() > 0) {
                return index;
            }
        }
        throw new IllegalStateException("Nothing was accepted");
    }
}
