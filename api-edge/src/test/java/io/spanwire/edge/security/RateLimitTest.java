package io.spanwire.edge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.edge.security.RateLimit.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    @Test
    void eachKeyHasItsOwnBurst() {
        RateLimit limit = new RateLimit(new Rate(2, 1, Duration.ofHours(1)), 10);

        assertThat(limit.take("a")).isEmpty();
        assertThat(limit.take("a")).isEmpty();
        assertThat(limit.take("a").orElseThrow()).isBetween(3_000L, 3_601L);
        assertThat(limit.take("b")).isEmpty();
    }

    @Test
    void strangersShareOneBucketWhenThereIsNoRoom() {
        RateLimit limit = new RateLimit(new Rate(2, 1, Duration.ofHours(1)), 3);
        for (int i = 0; i < 3; i++) {
            limit.take("known-" + i);
        }

        assertThat(limit.take("x-1")).isEmpty();
        assertThat(limit.take("x-2")).isEmpty();
        assertThat(limit.take("x-3")).isPresent();
        assertThat(limit.take("known-0")).isEmpty();
        assertThat(limit.keys()).isEqualTo(3);
    }

    @Test
    void householdIsOneClient() {
        assertThat(ClientAddress.network("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(ClientAddress.network("2001:db8:1:2::1")).isEqualTo(ClientAddress.network("2001:db8:1:2:ffff::9"));
        assertThat(ClientAddress.network("2001:db8:1:2::1")).isNotEqualTo(ClientAddress.network("2001:db8:1:3::1"));
    }
}
