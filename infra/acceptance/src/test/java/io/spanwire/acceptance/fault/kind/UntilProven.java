package io.spanwire.acceptance.fault.kind;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** A fault that waits for its victim: it is not healed before it has happened, or half a minute is over. */
public final class UntilProven implements Fault {
    private static final Duration LONGEST = Duration.ofSeconds(30);

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
            await(name()).atMost(LONGEST).untilAsserted(fault::prove);
        } catch (RuntimeException never) {
            fault.heal();
            throw never;
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
