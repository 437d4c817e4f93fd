package io.spanwire.notifier.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences of what can happen to a feed's cursor: commits that are in the tail or not, notified or not; pages that
 * fail, are empty or lead different partitions differently far; a sink that fills and drains. In every order it passes
 * every position of every partition once, and sends those of the feed.
 */
class FeedCursorModelTest {
    private static final UUID EPOCH = new UUID(0, 1);
    private static final StreamId ROOM = StreamId.parse("chat/general");
    private static final int PARTITIONS = 3;
    private static final int ACTIONS = 400;

    static LongStream seeds() {
        return LongStream.range(0, 2_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noGapAndNoDuplicate(long seed) {
        World world = new World(new Random(seed), true);

        for (int i = 0; i < ACTIONS; i++) {
            world.randomAction();
        }
        world.endFaults();

        world.assertComplete(seed, world.committed);
        assertThat(world.caughtUp).as("seed %d", seed).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void replayEndsAtTheHeadsThatItStartedWith(long seed) {
        World world = new World(new Random(seed), false);

        for (int i = 0; i < ACTIONS; i++) {
            world.randomAction();
        }
        world.endFaults();

        world.assertComplete(seed, world.headsAtStart);
    }

    private static final class World {
        private final Random random;
        private final List<Map<Long, RecentEvent>> tail = new ArrayList<>();
        private final List<List<Long>> sent = new ArrayList<>();
        private final long[] committed = new long[PARTITIONS];
        private final long[] start = new long[PARTITIONS];
        private final long[] headsAtStart;
        private final FeedCursor cursor;
        private final boolean follows;
        private long arrived;
        private int caughtUp;
        private boolean full;
        private boolean reading;

        World(Random random, boolean follows) {
            this.random = random;
            this.follows = follows;
            for (int i = 0; i < PARTITIONS; i++) {
                committed[i] = random.nextInt(20);
                start[i] = random.nextBoolean() ? committed[i] : random.nextLong(committed[i] + 1);
                tail.add(new HashMap<>());
                sent.add(new ArrayList<>());
            }
            headsAtStart = committed.clone();
            FeedToken after = new FeedToken(EPOCH, start.clone());
            FeedToken heads = new FeedToken(EPOCH, committed.clone());
            cursor = follows ? FeedCursor.following(after, heads) : FeedCursor.replaying(after, heads);
        }

        /** Every third event is not one of the feed. */
        private static boolean isWanted(long position) {
            return position % 3 != 0;
        }

        void randomAction() {
            switch (random.nextInt(8)) {
                case 0 -> commit(random.nextInt(PARTITIONS));
                case 1 -> tail.get(random.nextInt(PARTITIONS)).clear();
                case 2 -> answerRead();
                case 3 -> full = random.nextBoolean();
                case 4 -> cursor.retry();
                case 5 -> release();
                default -> step();
            }
        }

        void endFaults() {
            full = false;
            for (int i = 0; i < PARTITIONS; i++) {
                cursor.raiseHead(i, committed[i]);
            }
            FeedStep last = follows ? FeedStep.Idle.UNTIL_NOTIFIED : FeedStep.Idle.ENDED;
            int steps = 0;
            while (step() != last) {
                assertThat(++steps).as("a cursor that is never idle").isLessThan(10 * ACTIONS);
                cursor.retry();
                if (reading) {
                    page();
                }
            }
        }

        void assertComplete(long seed, long[] heads) {
            for (int i = 0; i < PARTITIONS; i++) {
                assertThat(sent.get(i))
                        .as("seed %d, partition %d", seed, i)
                        .containsExactlyElementsOf(LongStream.rangeClosed(start[i] + 1, heads[i])
                                .filter(World::isWanted)
                                .boxed()
                                .toList());
            }
            assertThat(cursor.token()).isEqualTo(new FeedToken(EPOCH, heads));
        }

        private void commit(int partition) {
            committed[partition]++;
            if (random.nextInt(4) > 0) {
                tail.get(partition).put(committed[partition], new RecentEvent(++arrived, event(committed[partition])));
            }
            if (random.nextInt(4) > 0) {
                cursor.raiseHead(partition, committed[partition]);
            }
        }

        private void release() {
            if (random.nextInt(4) == 0) {
                cursor.releasePage();
            }
        }

        private void answerRead() {
            if (reading && random.nextInt(4) == 0) {
                reading = false;
                cursor.readFailed();
            } else if (reading) {
                page();
            }
        }

        /** A page that leads each partition some positions further, or not; none at all counts as a failed read. */
        private void page() {
            reading = false;
            long[] after = cursor.token().positions();
            long[] heads = cursor.heads().positions();
            long[] through = new long[PARTITIONS];
            List<Integer> partitions = new ArrayList<>();
            List<Long> positions = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                through[i] = Math.min(heads[i], after[i] + random.nextInt(6));
                for (long position = after[i] + 1; position <= through[i]; position++) {
                    if (isWanted(position)) {
                        partitions.add(i);
                        positions.add(position);
                    }
                }
            }
            cursor.pageRead(new FeedPositions(
                    partitions.stream().mapToInt(Integer::intValue).toArray(),
                    positions.stream().mapToLong(Long::longValue).toArray(),
                    through));
        }

        private FeedStep step() {
            FeedStep step =
                    cursor.step((partition, position) -> tail.get(partition).get(position), full);
            if (step instanceof FeedStep.Look look) {
                assertThat(full).isFalse();
                if (isWanted(look.event().position())) {
                    sent.get(look.partition()).add(look.event().position());
                }
                cursor.passed(look.partition(), look.event().position());
            } else if (step instanceof FeedStep.SendPage send) {
                int behind = send.from() + 1 + random.nextInt(send.page().events() - send.from());
                for (int i = send.from(); i < behind; i++) {
                    sent.get(send.page().partition(i)).add(send.page().position(i));
                }
                cursor.pageSent(behind);
            } else if (step instanceof FeedStep.CaughtUp) {
                caughtUp++;
            } else if (step instanceof FeedStep.Read) {
                assertThat(reading).isFalse();
                reading = true;
            }
            return step;
        }

        private static StoredEvent event(long position) {
            return new StoredEvent(ROOM, position, position, "{}");
        }
    }
}
