package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.harness.TestCluster;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.acceptance.history.Recorder;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Base class of fault tests that share one cluster: each test continues with the data of the tests before it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
abstract class ClusterFixture {
    Recorder recorder;
    TestCluster cluster;

    @BeforeAll
    void startBackends() throws Exception {
        String name = getClass().getSimpleName().toLowerCase(Locale.ROOT);
        recorder = Recorder.to(TestFolders.fresh(name + "-history").resolve("history.jsonl"));
        cluster = TestCluster.start(name);
    }

    @AfterAll
    void stopAllProcesses() throws Exception {
        recorder.close();
        cluster.close();
    }
}
