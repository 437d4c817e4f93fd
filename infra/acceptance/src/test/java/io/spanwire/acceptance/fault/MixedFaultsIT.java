package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.RecordingSubscriber;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import io.spanwire.acceptance.history.StoredHistory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Faults in an order that the seed decides, for as long as {@code spanwire.fault.seconds} says (20), under load, then the
 * verdict. The seed is in the report: {@code -Dspanwire.fault.seed=N} makes the same schedule again.
 */
@Tag("long")
class MixedFaultsIT {
    private enum Fault {
        KILL,
        FREEZE,
        TERMINATE,
        CUT_SOCKETS,
        CALM
    }

    @Test
    void whateverFailsInWhateverOrderThePromisesHold() throws Exception {
        long seed = Long.getLong("spanwire.fault.seed", System.nanoTime() % 10_000);
        Duration length = Duration.ofSeconds(Long.getLong("spanwire.fault.seconds", 20));
        Random random = new Random(seed);
        Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
        try (Recorder recorder = Recorder.to(TestFolders.fresh("mixed-history").resolve("history.jsonl"));
                Server server = Server.start("mixed");
                FaultRun run = FaultRun.start(server, recorder, "mixed-" + seed, 6, Integer.MAX_VALUE, seed)) {
            long end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < end) {
                run.untilAccepted(run.accepted() + 20 + random.nextInt(60));
                Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                inject(fault, server, run.feeds(), random);
                happened.merge(fault, 1, Integer::sum);
            }
            run.untilAccepted(run.accepted() + 20);

            StoredHistory kept = run.verdict(true);
            System.err.printf(
                    "MixedFaultsIT seed=%d faults=%s commands=%d events=%d%n",
                    seed, happened, kept.outcomes().size(), kept.events().size());
            assertThat(happened).isNotEmpty();
        }
    }

    private static void inject(Fault fault, Server server, List<RecordingSubscriber> feeds, Random random)
            throws Exception {
        switch (fault) {
            case KILL -> {
                server.kill();
                server.start();
            }
            case FREEZE -> {
                server.freeze();
                TimePassing.of(Duration.ofMillis(500 + random.nextInt(2_000)));
                server.thaw();
            }
            case TERMINATE -> {
                assertThat(server.terminate()).isPresent();
                server.start();
            }
            case CUT_SOCKETS ->
                feeds.stream().filter(feed -> random.nextBoolean()).forEach(RecordingSubscriber::breakOff);
            case CALM -> TimePassing.of(Duration.ofMillis(200));
        }
    }
}
