package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.RecordingSubscriber;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A subscriber stops reading for a while and then continues, while another subscriber follows the same stream. */
public final class SubscriberNotReading implements Fault {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final RecordingSubscriber reading;
    private final Supplier<RecordingSubscriber> newSubscriber;
    private final Duration hold;
    private Optional<RecordingSubscriber> pausing = Optional.empty();
    private long versionAtPause;
    private long versionAtResume;
    private long head;

    /**
     * @param reading a subscriber that reads all the time
     * @param newSubscriber opens another subscription to the same stream
     * @param hold shorter than the heartbeat timeout, or the server ends the connection
     */
    public SubscriberNotReading(
            RecordingSubscriber reading, Supplier<RecordingSubscriber> newSubscriber, Duration hold) {
        this.reading = reading;
        this.newSubscriber = newSubscriber;
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
        RecordingSubscriber subscriber = pausing.orElseGet(newSubscriber);
        pausing = Optional.of(subscriber);
        long current = reading.lastVersion();
        await("it has caught up").atMost(SOON).until(() -> subscriber.lastVersion() >= current);
        subscriber.pauseReading();
        versionAtPause = subscriber.lastVersion();
    }

    @Override
    public void heal() {
        pausing.ifPresent(subscriber -> {
            versionAtResume = subscriber.lastVersion();
            head = reading.lastVersion();
            subscriber.resumeReading();
        });
    }

    @Override
    public String prove() {
        RecordingSubscriber subscriber = pausing.orElseThrow();
        assertThat(versionAtResume)
                .as("a paused subscriber reads at most the frame it was reading")
                .isBetween(versionAtPause, versionAtPause + 1);
        assertThat(head).as("last version of the reading subscriber").isGreaterThan(versionAtResume + 1);
        await("it has received what it did not read").atMost(SOON).until(() -> subscriber.lastVersion() >= head);
        return subscriber.stream() + " was not read from " + versionAtResume + " to " + head;
    }
}
