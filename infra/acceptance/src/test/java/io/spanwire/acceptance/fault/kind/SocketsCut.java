package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.RecordingSubscriber;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connections of all subscribers are cut at once, without a word; they resume by themselves. */
public final class SocketsCut implements Fault {
    private final List<RecordingSubscriber> feeds;
    private final Map<RecordingSubscriber, Integer> before = new HashMap<>();

    public SocketsCut(List<RecordingSubscriber> feeds) {
        this.feeds = feeds;
    }

    @Override
    public String name() {
        return "all sockets cut at once";
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public void inject() {
        feeds.forEach(feed -> before.put(feed, feed.subscriptions()));
        feeds.forEach(RecordingSubscriber::breakOff);
    }

    @Override
    public void heal() {
        // Whoever was cut comes back by itself.
    }

    @Override
    public String prove() {
        assertThat(before).hasSameSizeAs(feeds);
        await("everybody has subscribed again").atMost(Duration.ofSeconds(60)).until(() -> before.entrySet().stream()
                .allMatch(each -> each.getKey().subscriptions() > each.getValue()));
        return feeds.size() + " subscriptions resumed";
    }
}
