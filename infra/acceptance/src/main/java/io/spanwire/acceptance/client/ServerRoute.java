package io.spanwire.acceptance.client;

/**
 * Selects the server for a user's next request. It is called at each attempt, so a server may change its address, and
 * it learns of failed attempts, so that it can select another server. Thread-safe.
 */
@FunctionalInterface
public interface ServerRoute {

    /** The user, at the server to try now. */
    SignedInUser user();

    /** Reports a failed attempt: the user's server did not respond, or responded with a server error. */
    default void failed(SignedInUser at) {}
}
