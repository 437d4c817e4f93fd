package io.spanwire.projections.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FollowerThreadTest {
    private final Follower follower = new OwnedPartitions(false).follow();
    private final RecordedSteps steps = new RecordedSteps();
    private final FollowerThread thread = new FollowerThread("test", follower, steps);

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void stepsAreTakenUntilNothingIsToBeDone() {
        steps.busy.set(3);

        thread.start();

        await().until(() -> steps.taken.contains("pause"));
        assertThat(steps.taken).containsExactly("prepare", "step", "step", "step", "step", "pause");
    }

    @Test
    void signalEndsTheWait() {
        thread.start();
        await().until(() -> steps.taken.contains("pause"));

        follower.signal();

        await().until(() -> steps.taken.size() >= 5);
        assertThat(steps.taken).containsExactly("prepare", "step", "pause", "step", "pause");
    }

    @Test
    void failedStepIsForgottenAndTriedAgain() {
        steps.failures.set(2);

        thread.start();
        await().until(thread::isFailing);

        await().until(() -> !thread.isFailing());
        await().until(() -> steps.taken.contains("pause"));
        assertThat(steps.taken).containsExactly("prepare", "step", "forget", "step", "forget", "step", "pause");
    }

    @Test
    void closedThreadFinishes() {
        thread.start();
        await().until(() -> steps.taken.contains("pause"));

        thread.close();

        assertThat(steps.taken.get(steps.taken.size() - 1)).isEqualTo("finish");
        assertThat(thread.isFailing()).as("one that runs no more").isTrue();
    }

    private static final class RecordedSteps implements FollowerThread.Steps {
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final AtomicInteger busy = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public void prepare() {
            taken.add("prepare");
        }

        @Override
        public boolean step() {
            taken.add("step");
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("made to fail");
            }
            return busy.getAndDecrement() > 0;
        }

        @Override
        public Duration pause() {
            taken.add("pause");
            return Duration.ofMinutes(1);
        }

        @Override
        public void forget() {
            taken.add("forget");
        }

        @Override
        public void finish() {
            taken.add("finish");
        }
    }
}
