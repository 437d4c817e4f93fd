package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.StreamId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long decisions take, on a clock that the decider itself moves. */
class TimedDeciderTest {
    private static final StreamId STREAM = StreamId.parse("work/one");

    record Work() {}

    record Worked() {}

    private final Deque<Duration> durations = new ArrayDeque<>();
    private final List<Long> slow = new ArrayList<>();
    private long now;
    private int decided;

    private final StreamType<String> type = StreamType.of("work", String.class, "")
            .command("work", Work.class, (state, work, context) -> {
                now += durations.isEmpty() ? 0 : durations.remove().toNanos();
                decided++;
                return Decision.accept(new Worked());
            })
            .event("worked", Worked.class, (state, worked) -> state)
            .build();

    private final TimedDecider decider = new TimedDecider(Domains.of(List.of()), () -> now, slow::add);

    @Test
    void slowDecisionIsUsedAndCounted() {
        durations.add(TimedDecider.SLOW);

        assertThat(decide(command())).isPresent();
        assertThat(decide(command())).isPresent();

        assertThat(slow).containsExactly(TimedDecider.SLOW.toNanos());
    }

    @Test
    void pauseOfTheProcessIsNoFaultOfTheDecider() {
        durations.add(Duration.ofMinutes(2));

        assertThat(decide(command())).isPresent();
        assertThat(decided).isEqualTo(2);
    }

    @Test
    void decisionThatTakesTooLongTwiceIsNotUsedAndNotTriedAgainSoon() {
        durations.addAll(List.of(TimedDecider.LIMIT, TimedDecider.LIMIT));
        Command command = command();

        assertThat(decide(command)).isEmpty();
        assertThat(decide(command)).isEmpty();
        assertThat(decided).isEqualTo(2);
        assertThat(decide(command())).as("another command").isPresent();

        now += Duration.ofMinutes(2).toNanos();
        assertThat(decide(command)).as("after an operator's retry").isPresent();
    }

    private Optional<?> decide(Command command) {
        return decider.decide(command, StreamState.empty(type));
    }

    private static Command command() {
        return TestTransactions.on(STREAM, "work", "{}");
    }
}
