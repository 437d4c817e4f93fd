package io.spanwire.edge.security;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A token bucket for each caller or address. The map is bounded: when it is full, buckets nobody uses go, and if all are in
 * use, newcomers share one bucket. Thread-safe.
 */
public final class RateLimit {
    /** Looking for idle buckets costs a walk through all of them, so not every newcomer pays it. */
    private static final int SWEEP_EVERY = 1024;

    private final int maxKeys;
    private final Rate rate;
    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Bucket shared;
    private final AtomicInteger newcomers = new AtomicInteger();

    /** So many at once, and so many new ones in each period. */
    public record Rate(long burst, long refill, Duration period) {
        public Rate {
            if (burst < 1 || refill < 1 || period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException("A rate allows at least one in a period of time");
            }
        }
    }

    public RateLimit(Rate rate, int maxKeys) {
        this.rate = rate;
        this.maxKeys = maxKeys;
        this.shared = bucket();
    }

    /** Takes one; when there is none left, says how many seconds until there is. */
    public OptionalLong take(String key) {
        ConsumptionProbe probe = bucketOf(key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? OptionalLong.empty()
                : OptionalLong.of(1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()));
    }

    int keys() {
        return buckets.size();
    }

    private Bucket bucketOf(String key) {
        Bucket known = buckets.get(key);
        if (known != null) {
            return known;
        }
        if (buckets.size() >= maxKeys && newcomers.getAndIncrement() % SWEEP_EVERY == 0) {
            buckets.values().removeIf(idle -> idle.getAvailableTokens() >= rate.burst());
        }
        return buckets.size() >= maxKeys ? shared : buckets.computeIfAbsent(key, first -> bucket());
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
