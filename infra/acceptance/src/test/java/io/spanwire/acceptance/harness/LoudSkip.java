package io.spanwire.acceptance.harness;

import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Assumptions;

/** Skips a test that cannot run on this machine and prints a banner; with {@code CI=true} it fails the test instead. */
public final class LoudSkip {
    private LoudSkip() {}

    public static void assume(boolean possible, String message) {
        if (possible) {
            return;
        }
        System.err.println("\n*** " + message + " ***\n");
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        Assumptions.abort(message);
    }
}
