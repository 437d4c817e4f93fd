package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.RecordingSender;
import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.HistoryVerdict;
import io.spanwire.acceptance.harness.ProcessMemory;
import io.spanwire.acceptance.history.AttemptResult;
import io.spanwire.acceptance.history.Recorder;
import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.ProxyDirection;
import io.spanwire.acceptance.link.TrafficRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers whose connections take nothing any more while megabytes are posted: they cost the server next to nothing. */
@Tag("long")
@Timeout(300)
class StalledReadersIT {
    private static final int READERS = 30;
    private static final int EVENTS = 3_000;
    private static final int WRITERS = 4;
    private static final String ROOM = "chat/stalled";
    private static final String TEXT = "x".repeat(4_000);
    /** What a server would hold if it kept what they do not take. */
    private static final long UNREAD = (long) READERS * EVENTS * TEXT.length();

    private static final long FLAT = 96L << 20;

    @Test
    void theyCostNoMemoryAndHoldUpNobody() throws Exception {
        try (WiredRun wired = WiredRun.start("stalled", List.of(WiredRun.ONE))) {
            // given
            SignedInUser ann = wired.hub().person("Ann");
            SignedInUser far = ann.at(wired.installation().throughLink(WiredRun.HUB));
            Recorder recorder = wired.recorder();
            List<RecordingSubscriber> stalled = new ArrayList<>();
            for (int number = 0; number < READERS; number++) {
                stalled.add(RecordingSubscriber.follow(() -> far, recorder, ROOM, 0));
            }
            RecordingSubscriber near = RecordingSubscriber.follow(() -> ann, recorder, ROOM, 0);
            post(wired, 20);
            await().atMost(Duration.ofSeconds(30)).until(() -> all(stalled, 20));
            ProxyDirection replies = wired.installation().toDoor(WiredRun.HUB).way(Direction.REPLIES);
            ProcessMemory before = ProcessMemory.of(wired.hub());

            // when
            long held = replies.delayed();
            replies.set(new TrafficRule.Held());
            Duration slowest = post(wired, EVENTS - 20);
            await().atMost(Duration.ofSeconds(20)).until(() -> near.reached() == EVENTS);
            assertThat(all(stalled, EVENTS / 2)).as("they read nothing").isFalse();
            assertThat(replies.delayed() - held).as("connections that are held").isGreaterThanOrEqualTo(READERS);
            ProcessMemory after = ProcessMemory.of(wired.hub());

            // then
            System.err.printf("unread=%d before=%s after=%s slowest=%s%n", UNREAD, before, after, slowest);
            assertThat(after.live() - before.live()).isLessThan(FLAT);
            assertThat(after.resident() - before.resident()).isLessThan(2 * FLAT);
            assertThat(slowest).isLessThan(Duration.ofSeconds(5));

            // and when they read again
            replies.set(new TrafficRule.Free());
            stalled.add(near);
            HistoryVerdict.of(wired.hub().backend(), ann, recorder, stalled);
        }
    }

    private static boolean all(List<RecordingSubscriber> feeds, long version) {
        return feeds.stream().allMatch(feed -> feed.reached() >= version);
    }

    /** Posts from several sides; the slowest answer. */
    private static Duration post(WiredRun wired, int times) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            Callable<Duration> side = () -> postAlone(wired, times / WRITERS);
            Duration slowest = Duration.ZERO;
            for (Future<Duration> done : threads.invokeAll(List.of(side, side, side, side))) {
                slowest = done.get().compareTo(slowest) > 0 ? done.get() : slowest;
            }
            return slowest;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Duration postAlone(WiredRun wired, int times) throws Exception {
        SignedInUser person = wired.edge().person("Writer");
        RecordingSender sender = new RecordingSender(() -> person, wired.recorder(), Duration.ofMinutes(1));
        long slowest = 0;
        for (int number = 0; number < times; number++) {
            long begin = System.nanoTime();
            AttemptResult answer = sender.send(ROOM, "post-message", "{\"text\":\"" + TEXT + "\"}", null);
            assertThat(answer).isInstanceOf(AttemptResult.Accepted.class);
            slowest = Math.max(slowest, System.nanoTime() - begin);
        }
        return Duration.ofNanos(slowest);
    }
}
