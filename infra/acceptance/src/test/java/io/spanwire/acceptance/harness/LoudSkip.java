package io.spanwire.acceptance.harness;

import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Assumptions;

/** Skips what cannot run here so that nobody overlooks it; where {@code CI=true}, that is a failure. */
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
