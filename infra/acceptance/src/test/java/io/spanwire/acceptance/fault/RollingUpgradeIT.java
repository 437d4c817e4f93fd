package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.EdgeNodes;
import io.spanwire.acceptance.harness.LaunchOptions;
import io.spanwire.acceptance.harness.NewerChat;
import io.spanwire.acceptance.harness.OwnerDatabase;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workers are upgraded to a domain with a newer event, back, and again, under load. */
@Tag("long")
class RollingUpgradeIT extends ClusterFixture {
    private static final Duration PAUSE = Duration.ofMillis(30);
    private static final String NEWER_EVENTS = "select count(*) from spanwire.event_type where version = 2";
    private static final String PARKED = "select count(*) from spanwire.parked_stream";

    private LaunchOptions newer = LaunchOptions.DEFAULT;
    private Server one;
    private Server two;
    private EdgeNodes nodes;
    private OwnerDatabase database;

    @BeforeAll
    void start() throws Exception {
        newer = new LaunchOptions(Map.of(), List.of(NewerChat.build(TestFolders.fresh("newer-chat"))));
        one = cluster.serve("one", "worker");
        two = cluster.serve("two", "worker");
        Server frontend = cluster.serve("frontend", "edge,notifier");
        nodes = EdgeNodes.of(frontend);
        database = new OwnerDatabase(frontend.backend().database());
    }

    @Test
    void upgradeForwardsAndBackLosesNothingAndStreamsThatTheOldWorkerCannotReadWait() throws Exception {
        try (FaultRun run = FaultRun.start(nodes, recorder, new Workload("upgrade", 6, Integer.MAX_VALUE, PAUSE, 31))) {
            run.awaitAllStreamsAdvance();
            assertThat(database.number(NEWER_EVENTS)).isZero();

            assertThat(two.terminate()).isPresent();
            Server newTwo = cluster.serve("two", "worker", newer);
            await(() -> database.number(NEWER_EVENTS) > 0, "events of the newer version");
            assertThat(one.isAlive()).as("the old worker decides, too").isTrue();
            assertThat(one.terminate()).isPresent();
            Server newOne = cluster.serve("one", "worker", newer);
            run.awaitAllStreamsAdvance();
            await(() -> database.number(PARKED) == 0, "no parked stream among new workers");

            assertThat(newTwo.terminate()).isPresent();
            two.start();
            assertThat(newOne.terminate()).isPresent();
            one.start();
            await(() -> database.number(PARKED) > 0, "streams that the old workers cannot read");

            assertThat(one.terminate()).isPresent();
            newOne.start();
            assertThat(two.terminate()).isPresent();
            newTwo.start();
            run.awaitAllStreamsAdvance();
            await(() -> database.number(PARKED) == 0, "no parked stream after the second upgrade");
            run.verdict(true);
        }
    }

    private static void await(Callable<Boolean> condition, String what) {
        Awaitility.await(what)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }
}
