package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.fault.kind.SocketsCut;
import io.spanwire.acceptance.harness.EdgeNodes;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hundreds of subscribers lose their connections at the same time and all reconnect at once. */
@Tag("long")
@Timeout(600)
class ReconnectStormIT {
    private static final int SOCKETS = 300;
    /** Below the server's limit of sockets per caller. */
    private static final int SOCKETS_PER_CALLER = 60;

    @Test
    void reconnectStormLeavesNoGapAndEnds() throws Exception {
        List<RecordingSubscriber> subscribers = new ArrayList<>();
        try (Recorder recorder = Recorder.to(TestFolders.fresh("storm-history").resolve("history.jsonl"));
                Server server = Server.start("storm");
                FaultRun run = FaultRun.start(
                        EdgeNodes.of(server),
                        recorder,
                        new Workload("storm", 4, Integer.MAX_VALUE, Duration.ofMillis(60), 31))) {
            for (int number = 0; number < SOCKETS; number += SOCKETS_PER_CALLER) {
                SignedInUser user = server.signIn("Caller " + number);
                for (int socket = 0; socket < SOCKETS_PER_CALLER; socket++) {
                    String stream =
                            run.subscribers().get(socket % run.subscribers().size()).stream();
                    subscribers.add(RecordingSubscriber.follow(() -> user.at(server.address()), recorder, stream, 0));
                }
            }
            await("all have subscribed").atMost(Duration.ofMinutes(2)).until(() -> subscribers.stream()
                    .allMatch(subscriber -> subscriber.subscriptions() == 1));
            SignedInUser observer = server.signIn("Observer");
            Duration normal = medianLatency(observer);
            SocketsCut storm = new SocketsCut(subscribers);
            storm.inject();
            long cut = System.nanoTime();
            String resumed = storm.prove();
            Recovery.record(SOCKETS + " sockets cut at once, until all have resumed", since(cut));
            await("latency is about as before")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> medianLatency(observer)
                                    .compareTo(normal.multipliedBy(3).plusMillis(20))
                            < 0);
            Recovery.record(SOCKETS + " sockets cut at once, until latency is normal", since(cut));

            System.err.println(resumed + ", normal median latency " + normal);
            run.verdict(true);
            subscribers.forEach(RecordingSubscriber::close);
            assertThat(subscribers)
                    .extracting(RecordingSubscriber::subscriptions)
                    .containsOnly(2);
        } finally {
            subscribers.forEach(RecordingSubscriber::close);
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The median response time of a view. */
    private static Duration medianLatency(SignedInUser user) throws Exception {
        long[] nanos = new long[15];
        for (int number = 0; number < nanos.length; number++) {
            long begin = System.nanoTime();
            assertThat(user.get("/api/views/room-messages?room=storm-0&limit=1").status())
                    .isEqualTo(200);
            nanos[number] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return Duration.ofNanos(nanos[nanos.length / 2]);
    }
}
