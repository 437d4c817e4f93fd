package io.spanwire.acceptance.fault.kind;

import java.time.Duration;

/**
 * A fault that a test can inject. Call inject, wait for {@link #hold}, call heal, then {@link #prove}; after that it
 * may be injected again. Not thread-safe.
 */
public interface Fault {

    /** The name in the fault table; stable, so that measurements can be grouped by it. */
    String name();

    void inject() throws Exception;

    /** How long it must last at least to have its effect (longer than a timeout, for example). */
    default Duration hold() {
        return Duration.ofSeconds(2);
    }

    /** Ends the fault; does nothing if it was not injected. After that everything must recover by itself. */
    void heal() throws Exception;

    /** Describes how it happened since the last {@link #inject}; throws {@link AssertionError} if it did not. */
    String prove() throws Exception;
}
