package io.spanwire.projections.storage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.kafka.TopicRetention.CommandRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The metrics of undecided commands, and a warning long before Kafka deletes them: when the oldest has waited for a quarter of
 * its retention, and every hour from then on; also while something other than time may delete them. Updated by one thread; its metrics are read by any.
 */
final class BacklogAlarm {
    private static final int PART = 4;
    private static final Duration BETWEEN_WARNINGS = Duration.ofHours(1);

    private final Consumer<String> warnings;
    private volatile double undecided;
    private volatile double ageSeconds;
    private volatile double secondsLeft = Double.POSITIVE_INFINITY;
    private volatile double retentionSeconds = Double.POSITIVE_INFINITY;
    private Optional<Instant> warned = Optional.empty();

    BacklogAlarm(MeterRegistry registry, Consumer<String> warnings) {
        this.warnings = warnings;
        Gauge.builder("spanwire.commands.undecided", () -> undecided)
                .description("Accepted commands that are not decided, of all partitions")
                .register(registry);
        Gauge.builder("spanwire.commands.oldest.seconds", () -> ageSeconds)
                .description("How long the oldest undecided command has waited; 0 while workers keep up")
                .register(registry);
        Gauge.builder("spanwire.commands.retention.seconds", () -> retentionSeconds)
                .description("How long Kafka keeps a command, decided or not")
                .register(registry);
        Gauge.builder("spanwire.commands.expiry.seconds", () -> secondsLeft)
                .description("Time until Kafka may delete the oldest undecided command")
                .register(registry);
    }

    /** Takes in what a look found, and how long Kafka keeps commands now. */
    void update(CommandBacklog.Look look, CommandRetention retention, Instant now) {
        Optional<Duration> kept = retention.kept();
        Duration age = look.oldest()
                .map(oldest -> Duration.between(oldest, now))
                .filter(waited -> !waited.isNegative())
                .orElse(Duration.ZERO);
        undecided = (double) look.undecided();
        ageSeconds = (double) age.toSeconds();
        retentionSeconds = kept.map(each -> (double) each.toSeconds()).orElse(Double.POSITIVE_INFINITY);
        secondsLeft = look.expired() ? 0 : Math.max(0, retentionSeconds - ageSeconds);
        if (look.expired()) {
            warn(now, "Kafka has deleted commands that nobody had decided: they are lost, and workers refuse to go on");
        } else if (kept.isPresent() && age.compareTo(kept.get().dividedBy(PART)) >= 0) {
            warn(
                    now,
                    "commands have waited for " + inWords(age) + " to be decided, and Kafka deletes them after "
                            + inWords(kept.get()) + ": start a worker, or raise the setting keep.commands");
        } else if (retention.isUnsafe()) {
            warn(
                    now,
                    "the topic spanwire.commands is compacted or limited in size, so Kafka may delete commands that nobody"
                            + " has decided: set its cleanup.policy to delete and its retention.bytes to -1");
        } else {
            warned = Optional.empty();
        }
    }

    private void warn(Instant now, String warning) {
        if (warned.isEmpty() || Duration.between(warned.get(), now).compareTo(BETWEEN_WARNINGS) >= 0) {
            warned = Optional.of(now);
            warnings.accept(warning);
        }
    }

    private static String inWords(Duration time) {
        return time.toHours() >= 48 ? time.toDays() + " days" : time.toHours() + " hours";
    }
}
