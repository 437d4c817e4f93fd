package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.fault.kind.ClockJump;
import io.spanwire.acceptance.harness.DomainJarBuilder;
import io.spanwire.acceptance.harness.FakeClock;
import io.spanwire.acceptance.harness.LaunchOptions;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestCluster;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.harness.WorkDomain;
import io.spanwire.acceptance.history.EffectChecker;
import io.spanwire.acceptance.history.EffectChecker.Expected;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers die, their partitions move, and their clocks jump: each reaction and each timer takes effect exactly once. */
@Tag("long")
@Timeout(600)
class ReactionFaultsIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int JOBS = 30;

    private final List<Expected> expected = new ArrayList<>();
    private final List<String> streams = new ArrayList<>();
    private final List<String> tallies = new ArrayList<>();
    private Optional<SignedInUser> ann = Optional.empty();

    @Test
    void killsAndClockJumpsLoseAndRepeatNothing() throws Exception {
        FakeClock.assumeAvailable();
        Path jar = TestFolders.fresh("reaction-faults-domains").resolve("work.jar");
        DomainJarBuilder.build(jar, "Work", WorkDomain.SOURCE);
        try (TestCluster cluster = TestCluster.start("reaction-faults")) {
            FakeClock clock = new FakeClock(cluster.folder().resolve("clock"));
            LaunchOptions launch = new LaunchOptions(clock.environment(), List.of());
            Server first = cluster.serve("first", "worker", launch, "--domains", jar.toString());
            Server second = cluster.serve("second", "worker", LaunchOptions.DEFAULT, "--domains", jar.toString());
            Server frontend =
                    cluster.serve("frontend", "edge,notifier", LaunchOptions.DEFAULT, "--domains", jar.toString());
            ann = Optional.of(frontend.signIn("Ann"));

            work("quiet");
            second.kill();
            work("killed");
            second.start();
            work("joined");
            first.kill();
            work("other");
            first.start();
            for (Duration jump : List.of(Duration.ofHours(5), Duration.ofHours(-30))) {
                ClockJump fault = new ClockJump("a worker", first, clock, jump);
                fault.inject();
                work("jump" + jump.toHours());
                fault.heal();
                System.err.println(fault.prove());
            }
            work("healed");

            await().atMost(SOON).until(() -> effects().size() >= expected.size());
            assertThat(EffectChecker.check(expected, effects())).isEmpty();
        }
    }

    /** Jobs with a reaction each, and a timer for every third. */
    private void work(String name) throws IOException, InterruptedException {
        tallies.add("tally/" + name);
        for (int i = 0; i < JOBS; i++) {
            String job = "job/" + name + "-" + i;
            send(job, "start", "{\"note\":\"" + name + "\"}");
            expected.add(new Expected(job + "/1", Instant.EPOCH));
            if (i % 3 == 0) {
                Instant due = Instant.now().plusSeconds(2);
                String command = send(job, "remind", "{\"at\":\"" + due + "\",\"say\":\"now\"}");
                expected.add(new Expected(command, due));
                streams.add(job);
            }
        }
    }

    private String send(String stream, String command, String data) throws IOException, InterruptedException {
        HttpReply reply = ann.orElseThrow().post(stream, command, data, Map.of());
        assertThat(reply.status()).as(reply.body()).isIn(200, 202);
        return reply.json().path("command").asText();
    }

    private List<JsonNode> effects() throws IOException, InterruptedException {
        List<JsonNode> effects = new ArrayList<>();
        for (String tally : tallies) {
            events(tally).forEach(effects::add);
        }
        for (String stream : streams) {
            for (JsonNode event : events(stream)) {
                if (event.path("type").asText().equals("job.rang")) {
                    effects.add(event);
                }
            }
        }
        return effects;
    }

    private JsonNode events(String stream) throws IOException, InterruptedException {
        return ann.orElseThrow()
                .get("/api/streams/" + stream + "/events?limit=500")
                .json()
                .path("events");
    }
}
