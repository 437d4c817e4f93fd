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

/** Hundreds of subscribers lose their connections at the same moment and all come back at once. */
@Tag("long")
@Timeout(600)
class StormIT {
    private static final int SOCKETS = 300;
    /** Fewer than one caller may have. */
    private static final int OF_ONE_CALLER = 60;

    @Test
    void aStormOfReconnectsLeavesNoGapAndPasses() throws Exception {
        List<RecordingSubscriber> crowd = new ArrayList<>();
        try (Recorder recorder = Recorder.to(TestFolders.fresh("storm-history").resolve("history.jsonl"));
                Server server = Server.start("storm");
                FaultRun run = FaultRun.start(
                        EdgeNodes.of(server),
                        recorder,
                        new Workload("storm", 4, Integer.MAX_VALUE, Duration.ofMillis(60), 31))) {
            for (int number = 0; number < SOCKETS; number += OF_ONE_CALLER) {
                SignedInUser person = server.person("Caller " + number);
                for (int socket = 0; socket < OF_ONE_CALLER; socket++) {
                    RecordingSubscriber like =
                            run.feeds().get(socket % run.feeds().size());
                    crowd.add(
                            RecordingSubscriber.follow(() -> person.at(server.address()), recorder, like.stream(), 0));
                }
            }
            await("all follow").atMost(Duration.ofMinutes(2)).until(() -> crowd.stream()
                    .allMatch(feed -> feed.subscriptions() == 1));
            SignedInUser asking = server.person("Asking");
            Duration calm = median(asking);

            SocketsCut storm = new SocketsCut(crowd);
            storm.inject();
            long cut = System.nanoTime();
            String resumed = storm.prove();
            Recovery.record(SOCKETS + " sockets cut at once, until all follow again", since(cut));
            await("latency as before, about")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> median(asking).compareTo(calm.multipliedBy(3).plusMillis(20)) < 0);
            Recovery.record(SOCKETS + " sockets cut at once, until latency is back", since(cut));

            System.err.println(resumed + ", calm median " + calm);
            run.verdict(true);
            crowd.forEach(RecordingSubscriber::close);
            assertThat(crowd).extracting(RecordingSubscriber::subscriptions).containsOnly(2);
        } finally {
            crowd.forEach(RecordingSubscriber::close);
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Of reading who one is, which every request of a page begins with. */
    private static Duration median(SignedInUser person) throws Exception {
        long[] nanos = new long[15];
        for (int number = 0; number < nanos.length; number++) {
            long begin = System.nanoTime();
            assertThat(person.get("/api/views/room-messages?room=storm-0&limit=1")
                            .status())
                    .isEqualTo(200);
            nanos[number] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return Duration.ofNanos(nanos[nanos.length / 2]);
    }
}
