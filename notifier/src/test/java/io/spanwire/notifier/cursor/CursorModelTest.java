package io.spanwire.notifier.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cursor under random events: commits, evictions, notifications that are late, early or repeated; pages that are
 * complete, short, torn, empty or missing; a sink that fills and drains. In every order the cursor sends n, n+1, n+2 …,
 * and caught-up once.
 */
class CursorModelTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");
    private static final int ACTIONS = 600;

    static LongStream seeds() {
        return LongStream.range(0, 2_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noGapAndNoDuplicate(long seed) {
        World world = new World(new Random(seed));

        for (int i = 0; i < ACTIONS; i++) {
            world.randomAction();
        }
        world.endFaults();

        assertThat(world.sent)
                .as("seed %d", seed)
                .containsExactlyElementsOf(LongStream.rangeClosed(world.start + 1, world.committed)
                        .boxed()
                        .toList());
        assertThat(world.caughtUp).as("seed %d", seed).hasSize(1);
        assertThat(world.caughtUp.get(0)).isBetween(world.headAtStart, world.committed);
    }

    /** The environment of the cursor. */
    private static final class World {
        private final Random random;
        private final NavigableMap<Long, StoredEvent> tail = new TreeMap<>();
        private final List<Long> sent = new ArrayList<>();
        private final List<Long> caughtUp = new ArrayList<>();
        private final long headAtStart;
        private final long start;
        private final Cursor cursor;
        private long committed;
        private boolean full;
        private @Nullable Long requested;

        World(Random random) {
            this.random = random;
            this.headAtStart = random.nextInt(40);
            this.committed = headAtStart;
            this.start = random.nextBoolean() ? headAtStart : random.nextLong(headAtStart + 1);
            this.cursor = Cursor.following(ROOM, start, headAtStart);
        }

        void randomAction() {
            switch (random.nextInt(9)) {
                case 0 -> commit();
                case 1 -> evict();
                case 2 -> cursor.raiseHead(random.nextLong(committed + 1));
                case 3 -> answerRead();
                case 4 -> full = random.nextBoolean();
                case 5 -> cursor.retry();
                case 6 -> releasePage();
                default -> step();
            }
        }

        /** Ends all faults: every commit is notified, history answers, the sink never fills. */
        void endFaults() {
            full = false;
            cursor.raiseHead(committed);
            int steps = 0;
            while (step() != CursorStep.Idle.UNTIL_NOTIFIED) {
                assertThat(++steps).as("a cursor that is never idle").isLessThan(10 * ACTIONS);
                cursor.retry();
                if (requested != null) {
                    page(committed);
                }
            }
        }

        private void commit() {
            committed++;
            if (random.nextInt(4) > 0) {
                tail.put(committed, event(committed));
            }
            if (random.nextInt(4) > 0) {
                cursor.raiseHead(committed);
            }
        }

        private void evict() {
            if (!tail.isEmpty()) {
                tail.pollFirstEntry();
            }
        }

        private void releasePage() {
            if (random.nextInt(4) == 0) {
                cursor.releasePage();
            }
        }

        private void answerRead() {
            if (requested == null) {
                cursor.readFailed();
                return;
            }
            switch (random.nextInt(5)) {
                case 0 -> {
                    requested = null;
                    cursor.readFailed();
                }
                case 1 -> {
                    requested = null;
                    cursor.pageRead(cursor.next(), cursor.next() - 1);
                }
                case 2 -> answerTornPage();
                default -> page(Math.min(committed, requested + 1 + random.nextInt(5)));
            }
        }

        private void answerTornPage() {
            long from = cursor.next() + 1;
            requested = null;
            cursor.pageRead(from, Math.max(from, committed));
        }

        private void page(long to) {
            long after = requested == null ? 0 : requested;
            requested = null;
            cursor.pageRead(after + 1, to);
        }

        private CursorStep step() {
            CursorStep step = cursor.step((stream, version) -> tail.get(version), full);
            if (step instanceof CursorStep.Send send) {
                assertThat(full).isFalse();
                sent.add(send.event().version());
            } else if (step instanceof CursorStep.SendPage page) {
                assertThat(full).isFalse();
                long written = page.from() + random.nextLong(page.to() - page.from() + 1);
                LongStream.rangeClosed(page.from(), written).forEach(sent::add);
                cursor.pageSent(written);
            } else if (step instanceof CursorStep.CaughtUp met) {
                assertThat(met.version()).isEqualTo(sent.isEmpty() ? start : sent.get(sent.size() - 1));
                caughtUp.add(met.version());
            } else if (step instanceof CursorStep.Read read) {
                assertThat(requested).isNull();
                requested = read.after();
            }
            return step;
        }

        private static StoredEvent event(long version) {
            return new StoredEvent(ROOM, version, 0, Map.of("version", version).toString());
        }
    }
}
