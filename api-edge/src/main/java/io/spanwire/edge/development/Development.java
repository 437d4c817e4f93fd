package io.spanwire.edge.development;

import java.util.Optional;

/** What a developer changes while the server runs. Thread-safe. */
public interface Development {
    /** Another number whenever pages have to be loaded again. */
    long generation();

    /** Why the latest change does not run; empty when it does. */
    Optional<String> problem();
}
