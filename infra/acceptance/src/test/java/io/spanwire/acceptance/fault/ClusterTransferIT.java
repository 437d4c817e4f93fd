package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestCluster;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Export and import with the settings of {@code serve}. */
@Tag("long")
class ClusterTransferIT {
    private static final String ROOM = "chat/exported";

    @Test
    void runningNodesAreExportedAndNotImportedInto() throws Exception {
        try (TestCluster cluster = TestCluster.start("cluster-transfer")) {
            Server node = cluster.serve("node", "edge,worker,notifier");
            SignedInUser ann = node.signIn("Ann");
            new RoomUser(ann, ROOM).post("one", "two");
            HttpReply stale = new RoomUser(ann, ROOM).post("late", Map.of("If-Match", "\"1\""));
            assertThat(stale.status()).isEqualTo(412);
            Path file = cluster.folder().resolve("history.ndjson");

            assertOutput(
                    cluster.run("export", "--personal", "--out", file.toString()),
                    0,
                    "exported 2 events and 3 outcomes");
            assertOutput(cluster.run("import", file.toString()), 1, "Other processes", "spanwire-", "Stop all of them");
            node.terminate();
            assertOutput(
                    cluster.run("import", file.toString()),
                    0,
                    "imported 0 events and 0 outcomes",
                    "skipped 2 events and 3 outcomes");
            node.start();

            assertThat(new RoomUser(node.signIn("Bob"), ROOM).texts()).containsExactly("one", "two");
        }
    }

    private static void assertOutput(Map.Entry<Integer, String> run, int exit, String... words) {
        assertThat(run.getValue()).contains(words).doesNotContain("Exception");
        assertThat(run.getKey()).isEqualTo(exit);
    }
}
