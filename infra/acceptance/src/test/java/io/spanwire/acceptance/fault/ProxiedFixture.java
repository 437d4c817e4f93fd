package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.harness.ProxiedCluster;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Base class of fault tests that share one deployment whose links all go through proxies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxiedFixture {
    ProxiedDeployment deployment;
    ProxiedCluster cluster;
    private final List<String> workers;

    /** @param workers names of the deployment's workers */
    ProxiedFixture(String... workers) {
        this.workers = List.of(workers);
    }

    @BeforeAll
    void start() throws Exception {
        deployment = ProxiedDeployment.start(getClass().getSimpleName().toLowerCase(Locale.ROOT), workers);
        cluster = deployment.cluster();
    }

    @AfterAll
    void stop() throws Exception {
        deployment.close();
    }
}
