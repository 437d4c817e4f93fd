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
 * Faults under load in a random order for {@code spanwire.fault.seconds} (20), then the check of the history. The
 * output names the seed: {@code -Dspanwire.fault.seed=N} repeats the schedule.
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
    void promisesHoldUnderMixedFaults() throws Exception {
        long seed = Long.getLong("spanwire.fault.seed", System.nanoTime() % 10_000);
        Duration length = Duration.ofSeconds(Long.getLong("spanwire.fault.seconds", 20));
        Random random = new Random(seed);
        Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
        try (Recorder recorder = Recorder.to(TestFolders.fresh("mixed-history").resolve("history.jsonl"));
                Server server = Server.start("mixed");
                FaultRun run = FaultRun.start(server, recorder, "mixed-" + seed, 6, Integer.MAX_VALUE, seed)) {
            long end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < end) {
                run.awaitAccepted(run.accepted() + 20 + random.nextInt(60));
                Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                inject(fault, server, run.subscribers(), random);
                happened.merge(fault, 1, Integer::sum);
            }
            run.awaitAccepted(run.accepted() + 20);

            StoredHistory stored = run.verdict(true);
            System.err.printf(
                    "MixedFaultsIT seed=%d faults=%s commands=%d events=%d%n",
                    seed, happened, stored.outcomes().size(), stored.events().size());
            assertThat(happened).isNotEmpty();
        }
    }

    private static void inject(Fault fault, Server server, List<RecordingSubscriber> subscribers, Random random)
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
                subscribers.stream()
                        .filter(subscriber -> random.nextBoolean())
                        .forEach(RecordingSubscriber::disconnect);
            case CALM -> TimePassing.of(Duration.ofMillis(200));
        }
    }
}
