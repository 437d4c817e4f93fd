package io.spanwire.edge.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The token buckets of one rate limit, by caller or address. A bucket is dropped once it is full and unused; with too
 * many buckets, the least used is dropped. Thread-safe.
 */
public final class RateLimit {
    private static final int MAX_KEYS = 100_000;

    private final Rate rate;
    private final Consumer<String> refused;
    private final LoadingCache<String, Bucket> buckets;

    /** A bucket's capacity, and the tokens added in each period. */
    public record Rate(long burst, long refill, Duration period) {
        public Rate {
            if (burst < 1 || refill < 1 || period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException("Burst, refill and period of a rate must be positive");
            }
        }

        private Duration timeToFill() {
            return period.multipliedBy(1 + burst / refill);
        }
    }

    /** @param refused gets the key of each refusal */
    public RateLimit(Rate rate, Consumer<String> refused) {
        this(rate, refused, MAX_KEYS, Ticker.systemTicker());
    }

    RateLimit(Rate rate, Consumer<String> refused, int maxKeys, Ticker ticker) {
        this.rate = rate;
        this.refused = refused;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                .expireAfterAccess(rate.timeToFill())
                .ticker(ticker)
                .executor(Runnable::run)
                .build(key -> bucket());
    }

    /** @throws ProblemException too-many-requests with the seconds to wait, when there is no token to take */
    public void take(String key) {
        ConsumptionProbe probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            refused.accept(key);
            long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
            throw new ProblemException(Problems.TOO_MANY_REQUESTS, seconds);
        }
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
