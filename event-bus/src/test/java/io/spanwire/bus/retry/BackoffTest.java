package io.spanwire.bus.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration MAX = Duration.ofSeconds(5);

    @Test
    void pauseDoublesWithEachFailureUpToTheLimit() {
        Backoff backoff = new Backoff(FIRST, MAX, bound -> 0);

        assertThat(IntStream.of(0, 1, 2, 5, 6, 7, Integer.MAX_VALUE)
                        .mapToObj(backoff::pause)
                        .map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 3_200L, 5_000L, 5_000L, 5_000L);
    }

    @Test
    void upperHalfIsRandom() {
        Backoff shortest = new Backoff(FIRST, MAX, bound -> bound - 1);
        Backoff any = new Backoff(FIRST, MAX);

        assertThat(shortest.pause(0)).isEqualTo(FIRST.dividedBy(2));
        assertThat(shortest.pause(60)).isEqualTo(MAX.dividedBy(2));
        assertThat(IntStream.range(0, 200).mapToObj(each -> any.pause(1)).distinct())
                .hasSizeGreaterThan(1)
                .allMatch(pause -> pause.toMillis() >= 100 && pause.toMillis() <= 200);
    }

    @Test
    void limitsOutOfOrderAreRefused() {
        assertThatThrownBy(() -> new Backoff(MAX, FIRST)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, MAX)).isInstanceOf(IllegalArgumentException.class);
    }
}
