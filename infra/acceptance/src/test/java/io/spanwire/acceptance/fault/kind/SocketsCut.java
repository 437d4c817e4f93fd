package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.RecordingSubscriber;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All subscribers drop their connections at once without a close frame; they resume by themselves. */
public final class SocketsCut implements Fault {
    private final List<RecordingSubscriber> subscribers;
    private final Map<RecordingSubscriber, Integer> before = new HashMap<>();

    public SocketsCut(List<RecordingSubscriber> subscribers) {
        this.subscribers = subscribers;
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
        subscribers.forEach(subscriber -> before.put(subscriber, subscriber.subscriptions()));
        subscribers.forEach(RecordingSubscriber::disconnect);
    }

    @Override
    public void heal() {
        // The subscribers reconnect by themselves.
    }

    @Override
    public String prove() {
        assertThat(before).hasSameSizeAs(subscribers);
        await("every subscriber has subscribed again")
                .atMost(Duration.ofSeconds(60))
                .until(() -> before.entrySet().stream()
                        .allMatch(each -> each.getKey().subscriptions() > each.getValue()));
        return subscribers.size() + " subscriptions resumed";
    }
}
