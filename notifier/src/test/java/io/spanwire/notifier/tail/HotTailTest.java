package io.spanwire.notifier.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HotTailTest {
    private static final StreamId ONE = StreamId.parse("chat/one");
    private static final StreamId OTHER = StreamId.parse("chat/other");
    private static final int COST = 100 + 128;

    @Test
    void appendedEventsAreFoundAndNoOthers() {
        HotTail tail = new HotTail(100 * COST, 2);

        for (long version = 1; version <= 50; version++) {
            tail.append(0, event(ONE, version));
        }

        for (long version = 1; version <= 50; version++) {
            assertThat(tail.find(ONE, version)).isEqualTo(event(ONE, version));
        }
        assertThat(tail.find(ONE, 0)).isNull();
        assertThat(tail.find(ONE, 51)).isNull();
        assertThat(tail.find(OTHER, 1)).isNull();
        assertThat(tail.bytes()).isEqualTo(50L * COST);
    }

    @Test
    void oldestArrivalIsEvictedFirst() {
        HotTail tail = new HotTail(2 * COST, 2);

        tail.append(0, event(ONE, 1));
        tail.append(1, event(OTHER, 1));
        tail.append(1, event(OTHER, 2));

        assertThat(tail.find(ONE, 1)).isNull();
        assertThat(tail.find(OTHER, 1)).isNotNull();
        assertThat(tail.find(OTHER, 2)).isNotNull();
        assertThat(tail.bytes()).isEqualTo(2L * COST);
    }

    @Test
    void eventLargerThanTheBudgetIsNotStored() {
        HotTail tail = new HotTail(COST - 1, 2);

        tail.append(0, event(ONE, 1));

        assertThat(tail.find(ONE, 1)).isNull();
        assertThat(tail.bytes()).isZero();
    }

    @Test
    void streamWithHolesOrDuplicatesNeverReturnsAWrongEvent() {
        Random random = new Random(7);
        HotTail tail = new HotTail(40 * COST, 2);
        long version = 0;

        for (int i = 0; i < 20_000; i++) {
            version = Math.max(1, version + random.nextInt(-2, 1 << random.nextInt(1, 12)));
            tail.append(0, event(ONE, version));

            assertThat(tail.find(ONE, version)).isEqualTo(event(ONE, version));
            long any = random.nextLong(version + 1);
            StoredEvent found = tail.find(ONE, any);
            assertThat(found == null || found.version() == any).isTrue();
            assertThat(tail.bytes()).isLessThanOrEqualTo(40L * COST);
        }
    }

    @Test
    void concurrentReadersGetTheRightEventOrNone() {
        HotTail tail = new HotTail(200 * COST, 2);
        AtomicLong newest = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();

        CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> {
            long found = 0;
            while (!done.get()) {
                long version = newest.get();
                StoredEvent event = tail.find(ONE, version);
                if (event != null) {
                    assertThat(event.version()).isEqualTo(version);
                    found++;
                }
            }
            return found;
        });
        for (long version = 1; version <= 200_000; version++) {
            tail.append(0, event(ONE, version));
            newest.set(version);
        }
        done.set(true);

        assertThat(reader.join()).isPositive();
        assertThat(tail.find(ONE, 200_000)).isNotNull();
    }

    @Test
    void evictedStreamIsGoneAndItsBytesAreFree() {
        HotTail tail = new HotTail(1_000_000, 2);
        tail.append(0, event(ONE, 1));
        long bytesOfOne = tail.bytes();
        tail.append(1, event(StreamId.parse("chat/other"), 1));
        tail.append(0, event(ONE, 2));

        tail.evict(ONE);

        assertThat(tail.find(ONE, 1)).isNull();
        assertThat(tail.find(ONE, 2)).isNull();
        assertThat(tail.find(StreamId.parse("chat/other"), 1)).isNotNull();
        assertThat(tail.bytes()).isEqualTo(bytesOfOne);
        tail.append(0, event(ONE, 3));
        assertThat(tail.find(ONE, 3)).isNotNull();
    }

    private static StoredEvent event(StreamId stream, long version) {
        return new StoredEvent(stream, version, version, "x".repeat(100));
    }
}
