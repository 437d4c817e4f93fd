package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.Installation;

/** SIGKILL of broker and database at the same moment; started again when healed. */
public final class PartsKilled implements Fault {
    private final Installation installation;
    private boolean died;

    public PartsKilled(Installation installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return "SIGKILL of broker and database";
    }

    @Override
    public void inject() throws Exception {
        installation.killParts();
        died = !installation.partsAlive();
    }

    @Override
    public void heal() throws Exception {
        if (!installation.partsAlive()) {
            installation.startParts();
        }
    }

    @Override
    public String prove() {
        assertThat(died).as("broker and database died").isTrue();
        return "broker and database were gone";
    }
}
