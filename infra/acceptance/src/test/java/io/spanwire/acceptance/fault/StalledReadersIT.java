package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.Feed;
import io.spanwire.acceptance.client.Person;
import io.spanwire.acceptance.client.Sender;
import io.spanwire.acceptance.harness.Memory;
import io.spanwire.acceptance.harness.Verdict;
import io.spanwire.acceptance.history.Answer;
import io.spanwire.acceptance.history.Recorder;
import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.Passage;
import io.spanwire.acceptance.link.Way;
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
        try (Wired wired = Wired.start("stalled", List.of(Wired.ONE))) {
            // given
            Person ann = wired.hub().person("Ann");
            Person far = ann.at(wired.installation().throughLink(Wired.HUB));
            Recorder recorder = wired.recorder();
            List<Feed> stalled = new ArrayList<>();
            for (int number = 0; number < READERS; number++) {
                stalled.add(Feed.follow(() -> far, recorder, ROOM, 0));
            }
            Feed near = Feed.follow(() -> ann, recorder, ROOM, 0);
            post(wired, 20);
            await().atMost(Duration.ofSeconds(30)).until(() -> all(stalled, 20));
            Way replies = wired.installation().toDoor(Wired.HUB).way(Direction.REPLIES);
            Memory before = Memory.of(wired.hub());

            // when
            long held = replies.delayed();
            replies.set(new Passage.Held());
            Duration slowest = post(wired, EVENTS - 20);
            await().atMost(Duration.ofSeconds(20)).until(() -> near.reached() == EVENTS);
            assertThat(all(stalled, EVENTS / 2)).as("they read nothing").isFalse();
            assertThat(replies.delayed() - held).as("connections that are held").isGreaterThanOrEqualTo(READERS);
            Memory after = Memory.of(wired.hub());

            // then
            System.err.printf("unread=%d before=%s after=%s slowest=%s%n", UNREAD, before, after, slowest);
            assertThat(after.live() - before.live()).isLessThan(FLAT);
            assertThat(after.resident() - before.resident()).isLessThan(2 * FLAT);
            assertThat(slowest).isLessThan(Duration.ofSeconds(5));

            // and when they read again
            replies.set(new Passage.Free());
            stalled.add(near);
            Verdict.of(wired.hub().backend(), ann, recorder, stalled);
        }
    }

    private static boolean all(List<Feed> feeds, long version) {
        return feeds.stream().allMatch(feed -> feed.reached() >= version);
    }

    /** Posts from several sides; the slowest answer. */
    private static Duration post(Wired wired, int times) throws Exception {
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

    private static Duration postAlone(Wired wired, int times) throws Exception {
        Person person = wired.edge().person("Writer");
        Sender sender = new Sender(() -> person, wired.recorder(), Duration.ofMinutes(1));
        long slowest = 0;
        for (int number = 0; number < times; number++) {
            long begin = System.nanoTime();
            Answer answer = sender.send(ROOM, "post-message", "{\"text\":\"" + TEXT + "\"}", null);
            assertThat(answer).isInstanceOf(Answer.Accepted.class);
            slowest = Math.max(slowest, System.nanoTime() - begin);
        }
        return Duration.ofNanos(slowest);
    }
}
