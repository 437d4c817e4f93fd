package io.spanwire.edge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.edge.security.RateLimit.Rate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final Counter refusals = new SimpleMeterRegistry().counter("refused");

    @Test
    void eachKeyHasItsOwnBurst() {
        RateLimit limit = new RateLimit(new Rate(2, 1, Duration.ofHours(1)), key -> refusals.increment());

        limit.take("a");
        limit.take("a");
        limit.take("b");

        assertThat(refusal(limit, "a").retryAfter()).isBetween(3_000L, 3_601L);
        assertThat(refusals.count()).isEqualTo(1);
    }

    @Test
    void keysAreLimitedAndIdleOnesDropped() {
        AtomicLong nanos = new AtomicLong();
        RateLimit limit =
                new RateLimit(new Rate(2, 1, Duration.ofHours(1)), key -> refusals.increment(), 100, nanos::get);
        for (int i = 0; i < 1_000; i++) {
            limit.take("stranger-" + i);
        }

        assertThat(limit.keys()).isBetween(1L, 100L);
        nanos.set(Duration.ofHours(4).toNanos());
        assertThat(limit.keys()).isZero();
    }

    @Test
    void emptyBucketIsNotDroppedBeforeItIsFull() {
        AtomicLong nanos = new AtomicLong();
        RateLimit limit =
                new RateLimit(new Rate(2, 1, Duration.ofHours(1)), key -> refusals.increment(), 100, nanos::get);
        limit.take("a");
        limit.take("a");

        nanos.set(Duration.ofHours(2).toNanos());

        assertThat(refusal(limit, "a").retryAfter()).isPositive();
    }

    private static ProblemException refusal(RateLimit limit, String key) {
        return catchThrowableOfType(ProblemException.class, () -> limit.take(key));
    }
}
