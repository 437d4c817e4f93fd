package io.spanwire.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.testing.MeterDomain.Count;
import io.spanwire.testing.MeterDomain.Counted;
import io.spanwire.testing.MeterDomain.Install;
import io.spanwire.testing.MeterDomain.Installed;
import io.spanwire.testing.MeterDomain.Meter;
import io.spanwire.testing.MeterDomain.Reminded;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@SpanwireTest(MeterDomain.class)
class SpanwireServerIT {
    private final SpanwireServer server;
    private final TestCaller ann;
    private final TestCaller bob;
    private final String meter;
    private final String name = UUID.randomUUID().toString();

    SpanwireServerIT(SpanwireServer server) {
        this.server = server;
        this.ann = server.as("ann", "fitter");
        this.bob = server.as("bob");
        this.meter = server.stream("meter");
    }

    @Test
    void whatWasSentCanBeReadAtOnce() {
        // given
        ann.send(meter, new Install(name)).thenAccepted();

        // when
        long version = bob.send(meter, new Count(5)).version();

        // then
        assertThat(version).isEqualTo(2);
        assertThat(server.events(meter)).containsExactly(new Installed(name), new Counted(5));
        assertThat(server.recorded(meter).get(1).actor()).isEqualTo("bob");
        assertThat(ann.state(meter, Meter.class)).isEqualTo(new Meter(name, 5));
        assertThat(ann.view("meter-total", Map.of("meter", meter.substring("meter/".length()))))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("total", 5).containsEntry("name", name));
    }

    @Test
    void rejectionsDenialsAndInvalidDataAreAnswers() {
        // given, when, then
        bob.send(meter, new Count(5)).thenRejected("not-installed");
        bob.send(meter, new Count(0)).thenInvalid("/amount");
        bob.send(meter, new Install(name)).thenDenied();
        bob.viewIsDenied("meter-total", Map.of("meter", "any"));
        assertThatThrownBy(() -> bob.events(meter)).hasMessageContaining("bob cannot read " + meter);
        assertThatThrownBy(() -> bob.send(meter, new Count(5)).thenAccepted())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("count {\"amount\":5}")
                .hasMessageContaining("not-installed");
        ann.send(meter, new Install(name)).thenAccepted();
        ann.send(server.stream("meter"), new Install(name)).thenRejected("name-taken");
    }

    @Test
    void aTimerIsDueWhenTheTimeIsMovedThere() {
        // given
        Instant installed = server.time().now();
        ann.send(meter, new Install(name)).thenAccepted();

        // when
        server.time().advance(Duration.ofDays(3));

        // then
        RecordedEvent<Reminded> reminded = server.awaitEvent(meter, Reminded.class);
        assertThat(reminded.actor()).startsWith("timer:");
        assertThat(reminded.at()).isAfter(installed.plus(Duration.ofDays(3)));
    }
}
