package io.spanwire.acceptance.fault.kind;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** A fault whose injection lasts until it has happened, at most half a minute. */
public final class UntilProven implements Fault {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Fault fault;

    public UntilProven(Fault fault) {
        this.fault = fault;
    }

    @Override
    public String name() {
        return fault.name();
    }

    @Override
    public void inject() throws Exception {
        fault.inject();
        try {
            await(name()).atMost(TIMEOUT).untilAsserted(fault::prove);
        } catch (RuntimeException timedOut) {
            fault.heal();
            throw timedOut;
        }
    }

    @Override
    public Duration hold() {
        return fault.hold();
    }

    @Override
    public void heal() throws Exception {
        fault.heal();
    }

    @Override
    public String prove() throws Exception {
        return fault.prove();
    }
}
