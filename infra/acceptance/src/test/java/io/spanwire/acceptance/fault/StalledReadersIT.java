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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers whose connections stall while megabytes are posted: they cost the server almost no memory. */
@Tag("long")
@Timeout(300)
class StalledReadersIT {
    private static final int READERS = 30;
    private static final int EVENTS = 3_000;
    private static final int WRITERS = 4;
    private static final String ROOM = "chat/stalled";
    private static final String TEXT = "x".repeat(4_000);
    /** Bytes that a server would hold if it buffered the unread events. */
    private static final long UNREAD = (long) READERS * EVENTS * TEXT.length();

    private static final long MAX_GROWTH = 96L << 20;

    @Test
    void stalledReadersCostNoMemoryAndDelayNobody() throws Exception {
        try (ProxiedDeployment deployment = ProxiedDeployment.start("stalled", List.of(ProxiedDeployment.ONE))) {
            // given
            SignedInUser ann = deployment.notifier().signIn("Ann");
            SignedInUser annBehindLink = ann.at(deployment.cluster().throughLink(ProxiedDeployment.NOTIFIER));
            Recorder recorder = deployment.recorder();
            List<RecordingSubscriber> stalled = new ArrayList<>();
            for (int number = 0; number < READERS; number++) {
                stalled.add(RecordingSubscriber.follow(() -> annBehindLink, recorder, ROOM, 0));
            }
            RecordingSubscriber reading = RecordingSubscriber.follow(() -> ann, recorder, ROOM, 0);
            post(deployment, 20);
            await().atMost(Duration.ofSeconds(30)).until(() -> all(stalled, 20));
            ProxyDirection replies =
                    deployment.cluster().fromClients(ProxiedDeployment.NOTIFIER).direction(Direction.REPLIES);
            ProcessMemory before = ProcessMemory.of(deployment.notifier());

            // when
            long held = replies.delayed();
            replies.setRule(new TrafficRule.Hold());
            Duration slowest = post(deployment, EVENTS - 20);
            await().atMost(Duration.ofSeconds(20)).until(() -> reading.lastVersion() == EVENTS);
            assertThat(all(stalled, EVENTS / 2))
                    .as("the stalled subscribers read")
                    .isFalse();
            assertThat(replies.delayed() - held).as("held connections").isGreaterThanOrEqualTo(READERS);
            ProcessMemory after = ProcessMemory.of(deployment.notifier());

            // then
            System.err.printf("unread=%d before=%s after=%s slowest=%s%n", UNREAD, before, after, slowest);
            assertThat(after.live() - before.live()).isLessThan(MAX_GROWTH);
            assertThat(after.resident() - before.resident()).isLessThan(2 * MAX_GROWTH);
            assertThat(slowest).isLessThan(Duration.ofSeconds(5));

            // and when they read again
            replies.setRule(new TrafficRule.Forward());
            stalled.add(reading);
            HistoryVerdict.check(deployment.notifier().backend(), ann, recorder, stalled);
        }
    }

    private static boolean all(List<RecordingSubscriber> subscribers, long version) {
        return subscribers.stream().allMatch(subscriber -> subscriber.lastVersion() >= version);
    }

    /** Posts from several threads; returns the slowest response time. */
    private static Duration post(ProxiedDeployment deployment, int times) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            Callable<Duration> writer = () -> postSequentially(deployment, times / WRITERS);
            Duration slowest = Duration.ZERO;
            for (Future<Duration> done : threads.invokeAll(Collections.nCopies(WRITERS, writer))) {
                slowest = done.get().compareTo(slowest) > 0 ? done.get() : slowest;
            }
            return slowest;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Duration postSequentially(ProxiedDeployment deployment, int times) throws Exception {
        SignedInUser user = deployment.edge().signIn("Writer");
        RecordingSender sender = new RecordingSender(() -> user, deployment.recorder(), Duration.ofMinutes(1));
        long slowest = 0;
        for (int number = 0; number < times; number++) {
            long begin = System.nanoTime();
            AttemptResult result = sender.send(ROOM, "post-message", "{\"text\":\"" + TEXT + "\"}", null);
            assertThat(result).isInstanceOf(AttemptResult.Accepted.class);
            slowest = Math.max(slowest, System.nanoTime() - begin);
        }
        return Duration.ofNanos(slowest);
    }
}
