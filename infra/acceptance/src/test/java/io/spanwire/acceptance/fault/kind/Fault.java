package io.spanwire.acceptance.fault.kind;

import java.time.Duration;

/**
 * Something that goes wrong outside the program's will. Inject, let {@link #hold} pass, heal, then {@link #prove}; after that
 * it may be injected again. One thread.
 */
public interface Fault {

    /** In the words of the fault table; stable, so that measurements can be grouped by it. */
    String name();

    void inject() throws Exception;

    /** How long it must last to be what its name says (longer than a time-out, say); a schedule may hold it longer. */
    default Duration hold() {
        return Duration.ofSeconds(2);
    }

    /** Ends it; harmless when it was not injected. From here on everything must recover by itself. */
    void heal() throws Exception;

    /** What shows that it happened since the last {@link #inject}; an {@link AssertionError} when nothing does. */
    String prove() throws Exception;
}
