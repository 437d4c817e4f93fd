package io.spanwire.projections.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.kafka.TopicRetention.CommandRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BacklogAlarmTest {
    private static final Instant STORED = Instant.parse("2026-11-01T00:00:00Z");
    private static final CommandRetention WEEK = new CommandRetention(Optional.of(Duration.ofDays(7)), false);

    private final List<String> warnings = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BacklogAlarm alarm = new BacklogAlarm(registry, warnings::add);

    @Test
    void staysSilentWhileNothingWaits() {
        alarm.update(new CommandBacklog.Look(3, Optional.empty(), false), WEEK, STORED);

        assertThat(warnings).isEmpty();
        assertThat(gauge("spanwire.commands.undecided")).isEqualTo(3);
        assertThat(gauge("spanwire.commands.oldest.seconds")).isZero();
        assertThat(gauge("spanwire.commands.expiry.seconds")).isEqualTo(7 * 86_400);
    }

    @Test
    void warnsLongBeforeTheOldestExpires() {
        update(Duration.ofHours(41));
        assertThat(warnings).isEmpty();

        update(Duration.ofHours(43));

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("have waited for 43 hours")
                .contains("after 7 days");
        assertThat(gauge("spanwire.commands.expiry.seconds")).isEqualTo(125 * 3_600);
    }

    @Test
    void warnsAgainEveryHour() {
        update(Duration.ofHours(43));
        update(Duration.ofHours(43).plusMinutes(59));
        assertThat(warnings).hasSize(1);

        update(Duration.ofHours(44));

        assertThat(warnings).hasSize(2);
    }

    @Test
    void neverWarnsAboutALogThatIsKeptForEver() {
        alarm.update(
                new CommandBacklog.Look(1, Optional.of(STORED), false),
                new CommandRetention(Optional.empty(), false),
                STORED.plusSeconds(1 << 30));

        assertThat(warnings).isEmpty();
        assertThat(gauge("spanwire.commands.expiry.seconds")).isInfinite();
    }

    @Test
    void saysThatSomethingOtherThanTimeMayDeleteCommands() {
        CommandRetention compacted = new CommandRetention(WEEK.kept(), true);

        alarm.update(new CommandBacklog.Look(0, Optional.empty(), false), compacted, STORED);

        assertThat(warnings).singleElement().asString().contains("compacted or limited in size");
    }

    @Test
    void saysThatCommandsAreLost() {
        alarm.update(new CommandBacklog.Look(9, Optional.empty(), true), WEEK, STORED);

        assertThat(warnings).singleElement().asString().contains("they are lost");
        assertThat(gauge("spanwire.commands.expiry.seconds")).isZero();
    }

    private void update(Duration age) {
        alarm.update(new CommandBacklog.Look(1, Optional.of(STORED), false), WEEK, STORED.plus(age));
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
