package io.spanwire.notifier.personal;

import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.bus.personal.ForgettingEvents;
import io.spanwire.bus.personal.SubjectKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opening of events as they arrive, for the hot tail. It never waits: an event whose key is not known yet stays out of
 * the tail, so that its subscribers read it from history, and the key is fetched for the next one. Keys are remembered for
 * {@value #SECONDS} seconds, or until a subject is forgotten. Thread-safe.
 */
public final class TailOpener {
    static final int SECONDS = 60;
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(SECONDS).toNanos();
    private static final int MAX_KEYS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(TailOpener.class);

    private final ForgettingEvents forgetting;
    private final KeySource keys;
    private final LongSupplier nanoTime;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();
    private final Set<Long> fetching = ConcurrentHashMap.newKeySet();
    /** What was asked for before the last {@link #forgetKeys} is not taken up. */
    private final AtomicLong generation = new AtomicLong();

    /** A key, empty when it is destroyed, and when it was read. */
    private record Known(Optional<SubjectKey> key, long at) {}

    /** @param nanoTime {@link System#nanoTime} */
    public TailOpener(ForgettingEvents forgetting, KeySource keys, LongSupplier nanoTime) {
        this.forgetting = forgetting;
        this.keys = keys;
        this.nanoTime = nanoTime;
    }

    /** The event as it is delivered, or null when its key must be fetched first. */
    public @Nullable StoredEvent open(StoredEvent event) {
        if (!EventSeal.isSealed(event.body())) {
            return event;
        }
        EventSecret secret = event.secret();
        if (secret == null) {
            return event.withBody(EventSeal.open(event.body(), null, null));
        }
        long id = EventSeal.keyId(event.body());
        Known found = known.get(id);
        if (found == null || nanoTime.getAsLong() - found.at() > REMEMBERED_NANOS) {
            fetch(id);
            return null;
        }
        return event.withBody(EventSeal.open(event.body(), found.key().orElse(null), secret));
    }

    /** Whether earlier events of the stream may read differently after this one. */
    public boolean forgets(StoredEvent event) {
        return forgetting.contains(event);
    }

    /** Whether a subject was forgotten with this event. */
    public boolean forgetsSubject(StoredEvent event) {
        return forgetting.isOfSubject(event);
    }

    /** Whether events of the stream may have personal data. */
    public boolean isPersonal(StreamId stream) {
        return forgetting.concerns(stream);
    }

    /** Forgets all keys. */
    public void forgetKeys() {
        generation.incrementAndGet();
        known.clear();
    }

    private void fetch(long id) {
        if (!fetching.add(id)) {
            return;
        }
        long started = generation.get();
        long at = nanoTime.getAsLong();
        keys.keys(Set.of(id))
                .onSuccess(found -> {
                    if (known.size() >= MAX_KEYS) {
                        known.clear();
                    }
                    if (generation.get() == started) {
                        known.put(id, new Known(Optional.ofNullable(found.get(id)), at));
                    }
                })
                .onFailure(failed -> LOG.debug("key not read", failed))
                .onComplete(done -> fetching.remove(id));
    }
}
