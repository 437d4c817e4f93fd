package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.Part;
import java.time.Duration;

/** SIGSTOP of all processes of broker or database, SIGCONT when healed. */
public final class PartFrozen implements Fault {
    private final String what;
    private final Part part;
    private final Duration hold;
    private boolean stood;

    public PartFrozen(String what, Part part, Duration hold) {
        this.what = what;
        this.part = part;
        this.hold = hold;
    }

    @Override
    public String name() {
        return "SIGSTOP of " + what;
    }

    @Override
    public Duration hold() {
        return hold;
    }

    @Override
    public void inject() throws Exception {
        stood = false;
        part.freeze();
    }

    @Override
    public void heal() throws Exception {
        stood = part.isFrozen();
        part.thaw();
    }

    @Override
    public String prove() {
        assertThat(stood).as("%s stood still until it was healed", what).isTrue();
        return what + " stood still";
    }
}
