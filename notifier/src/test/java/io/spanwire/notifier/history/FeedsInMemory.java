package io.spanwire.notifier.history;

import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.StoredEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Pages of feeds over events in memory, cut and merged as those from the database are. */
public final class FeedsInMemory {
    private FeedsInMemory() {}

    /**
     * @param events of each partition, in order of their positions
     * @param times of events, as the order in which they were committed
     */
    public static FeedPage page(
            FeedFilter filter,
            FeedToken after,
            FeedToken to,
            FeedShares shares,
            Map<Integer, List<StoredEvent>> events,
            Map<StoredEvent, Long> times) {
        List<FeedMerge.Part> parts = new ArrayList<>();
        for (FeedRange.One wanted :
                FeedRange.of(after.positions(), to.positions(), shares, 100).all()) {
            List<FeedEvent> found = events.getOrDefault(wanted.partition(), List.of()).stream()
                    .filter(event -> event.position() > wanted.after() && event.position() <= wanted.upto())
                    .filter(filter::matches)
                    .sorted(Comparator.comparingLong(StoredEvent::position))
                    .limit(wanted.share())
                    .map(event -> new FeedEvent(
                            wanted.partition(),
                            event.position(),
                            times.getOrDefault(event, 0L),
                            event.stream().toString(),
                            event.body()))
                    .toList();
            boolean isRead = found.size() < wanted.share();
            long through = isRead ? wanted.upto() : found.get(found.size() - 1).position();
            parts.add(new FeedMerge.Part(wanted.partition(), through, through == wanted.last(), Long.MIN_VALUE, found));
        }
        FeedPage page = FeedMerge.merge(after.positions(), parts);
        shares.learn(page);
        return page;
    }
}
