package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.harness.ProxiedCluster;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Set-up of fault tests that share one installation whose links all pass through proxies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WiredFixture {
    WiredRun wired;
    ProxiedCluster installation;
    private final List<String> workers;

    /** With these workers. */
    WiredFixture(String... workers) {
        this.workers = List.of(workers);
    }

    @BeforeAll
    void start() throws Exception {
        wired = WiredRun.start(getClass().getSimpleName().toLowerCase(Locale.ROOT), workers);
        installation = wired.installation();
    }

    @AfterAll
    void stop() throws Exception {
        wired.close();
    }
}
