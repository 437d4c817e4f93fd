package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.RecordingSubscriber;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Somebody follows a stream that another follows too, reads nothing for a while, then reads on where they stopped. */
public final class SubscriberNotReading implements Fault {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final RecordingSubscriber near;
    private final Supplier<RecordingSubscriber> joining;
    private final Duration hold;
    private Optional<RecordingSubscriber> far = Optional.empty();
    private long stood;
    private long end;
    private long head;

    /**
     * @param near reads all the time
     * @param joining one more subscription to the same stream
     * @param hold less than a heartbeat is waited for, or the server ends the connection
     */
    public SubscriberNotReading(RecordingSubscriber near, Supplier<RecordingSubscriber> joining, Duration hold) {
        this.near = near;
        this.joining = joining;
        this.hold = hold;
    }

    @Override
    public String name() {
        return "a subscriber does not read";
    }

    @Override
    public Duration hold() {
        return hold;
    }

    @Override
    public void inject() {
        RecordingSubscriber feed = far.orElseGet(joining);
        far = Optional.of(feed);
        long now = near.reached();
        await("it follows too").atMost(SOON).until(() -> feed.reached() >= now);
        feed.stop();
        stood = feed.reached();
    }

    @Override
    public void heal() {
        far.ifPresent(feed -> {
            end = feed.reached();
            head = near.reached();
            feed.goOn();
        });
    }

    @Override
    public String prove() {
        RecordingSubscriber feed = far.orElseThrow();
        assertThat(end).as("it reads no more than the one frame it was at").isBetween(stood, stood + 1);
        assertThat(head).as("what the other has got meanwhile").isGreaterThan(end + 1);
        await("it has got what it did not read").atMost(SOON).until(() -> feed.reached() >= head);
        return feed.stream() + " was not read from " + end + " to " + head;
    }
}
