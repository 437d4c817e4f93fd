package io.spanwire.notifier.history;

import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.FeedPositions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Events of many streams, in the order in which they are sent. Immutable. */
public final class FeedPage {
    private final FeedPositions positions;
    private final List<FeedEvent> events;

    /** @param positions of these events */
    FeedPage(FeedPositions positions, List<FeedEvent> events) {
        this.positions = positions;
        this.events = List.copyOf(events);
    }

    public FeedPositions positions() {
        return positions;
    }

    /** The number of events. */
    public int events() {
        return events.size();
    }

    public EventText text(int event) {
        return events.get(event).text();
    }

    /** All streams of its events. */
    public Set<StreamId> streams() {
        return events.stream()
                .map(FeedEvent::stream)
                .distinct()
                .map(StreamId::parse)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same page with the events of these streams only. */
    public FeedPage ofStreams(Set<StreamId> wanted) {
        Set<String> names = wanted.stream().map(StreamId::toString).collect(Collectors.toUnmodifiableSet());
        List<FeedEvent> left =
                events.stream().filter(each -> names.contains(each.stream())).toList();
        return left.size() == events.size() ? this : new FeedPage(FeedMerge.positions(left, positions), left);
    }

    /** The last event, from this one on, so that the texts have at most so many bytes; at least this one. */
    public int lastWithin(int from, int bytes) {
        int last = from;
        int sum = text(from).length();
        while (last + 1 < events() && sum + text(last + 1).length() <= bytes) {
            last++;
            sum += text(last).length();
        }
        return last;
    }
}
