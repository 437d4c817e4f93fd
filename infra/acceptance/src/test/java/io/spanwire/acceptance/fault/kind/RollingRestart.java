package io.spanwire.acceptance.fault.kind;

import io.spanwire.acceptance.harness.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A rolling restart, as in a deployment: each process in turn gets SIGTERM, ends and is started again. */
public final class RollingRestart implements Fault {
    private static final String NAME = "a rolling restart";

    private final List<ProcessRestarted> restarts;

    /** @param servers in the order of their restarts */
    public RollingRestart(List<Server> servers) {
        this.restarts = servers.stream()
                .map(server ->
                        new ProcessRestarted(server.folder().getFileName().toString(), server))
                .toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public void inject() throws Exception {
        for (ProcessRestarted restart : restarts) {
            restart.inject();
            restart.heal();
        }
    }

    @Override
    public void heal() {
        // inject() has started every process again.
    }

    @Override
    public String prove() {
        List<String> proofs = new ArrayList<>();
        restarts.forEach(restart -> proofs.add(restart.name() + ": " + restart.prove()));
        return NAME + ": " + String.join("; ", proofs);
    }
}
