package io.spanwire.edge.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A token bucket for each caller or address. A bucket nobody used until it is full again is forgotten, and so is the least used
 * one when there are too many. Thread-safe.
 */
public final class RateLimit {
    private final Rate rate;
    private final LoadingCache<String, Bucket> buckets;

    /** So many at once, and so many new ones in each period. */
    public record Rate(long burst, long refill, Duration period) {
        public Rate {
            if (burst < 1 || refill < 1 || period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException("A rate allows at least one in a period of time");
            }
        }

        private Duration timeToFill() {
            return period.multipliedBy(1 + burst / refill);
        }
    }

    public RateLimit(Rate rate, int maxKeys) {
        this(rate, maxKeys, Ticker.systemTicker());
    }

    RateLimit(Rate rate, int maxKeys, Ticker ticker) {
        this.rate = rate;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                .expireAfterAccess(rate.timeToFill())
                .ticker(ticker)
                .executor(Runnable::run)
                .build(key -> bucket());
    }

    /** Takes one; when there is none left, says how many seconds until there is. */
    public OptionalLong take(String key) {
        ConsumptionProbe probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? OptionalLong.empty()
                : OptionalLong.of(1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()));
    }

    long keys() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(rate.burst())
                        .refillGreedy(rate.refill(), rate.period())
                        .build())
                .build();
    }
}
