package io.spanwire.acceptance.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules that compare what followers of a feed received with the stored events. A follower starts from the beginning; it
 * resumes behind the last token it was sent, so what came after that one is repeated, and nothing else.
 */
public final class FeedRules {
    /** What the names of the feed's streams begin with. */
    public static final String STREAMS = "chat/";

    private final ViolationCollector violations;
    private final Map<String, String> bodies = new HashMap<>();
    private final Map<String, Long> heads = new HashMap<>();
    private final Map<String, Follower> followers = new HashMap<>();

    /** How far a follower is in each stream. */
    private static final class Follower {
        private Map<String, Long> atToken = new HashMap<>();
        private Map<String, Long> received = new HashMap<>();
    }

    FeedRules(StoredHistory stored, ViolationCollector violations) {
        this.violations = violations;
        stored.events().forEach(event -> {
            bodies.put(event.stream() + '#' + event.version(), event.body());
            if (event.stream().startsWith(STREAMS)) {
                heads.merge(event.stream(), event.version(), Math::max);
            }
        });
    }

    void check(List<HistoryEntry> entries) {
        entries.forEach(this::check);
        followers.forEach(this::checkComplete);
    }

    private void check(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.FeedStarted start) {
            Follower follower = follower(start.follower());
            follower.received = new HashMap<>(follower.atToken);
        } else if (entry instanceof HistoryEntry.FeedReceived event) {
            checkEvent(event);
        } else if (entry instanceof HistoryEntry.FeedToken token) {
            Follower follower = follower(token.follower());
            follower.atToken = new HashMap<>(follower.received);
        } else if (entry instanceof HistoryEntry.FeedEnded end) {
            followers.remove(end.follower());
        }
    }

    private void checkEvent(HistoryEntry.FeedReceived event) {
        Follower follower = follower(event.follower());
        long expected = follower.received.getOrDefault(event.stream(), 0L) + 1;
        if (event.version() != expected) {
            violations.add(Rule.FEED_IN_ORDER, "%s, but %d was next", event, expected);
        }
        follower.received.put(event.stream(), event.version());
        if (!event.body().equals(bodies.get(event.stream() + '#' + event.version()))) {
            violations.add(Rule.IDENTICAL_TEXT, "%s is not what is stored", event);
        }
    }

    private void checkComplete(String name, Follower follower) {
        heads.forEach((stream, head) -> {
            long received = follower.received.getOrDefault(stream, 0L);
            if (received < head) {
                violations.add(Rule.FEED_COMPLETE, "%s has %d of %d events of %s", name, received, head, stream);
            }
        });
    }

    private Follower follower(String name) {
        return followers.computeIfAbsent(name, absent -> new Follower());
    }
}
