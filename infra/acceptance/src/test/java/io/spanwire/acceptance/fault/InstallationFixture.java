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

/** Set-up of fault tests that share one installation: each test takes over what the one before has left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
abstract class InstallationFixture {
    Recorder recorder;
    TestCluster installation;

    @BeforeAll
    void startParts() throws Exception {
        String name = getClass().getSimpleName().toLowerCase(Locale.ROOT);
        recorder = Recorder.to(TestFolders.fresh(name + "-history").resolve("history.jsonl"));
        installation = TestCluster.start(name);
    }

    @AfterAll
    void stopAllProcesses() throws Exception {
        recorder.close();
        installation.close();
    }
}
