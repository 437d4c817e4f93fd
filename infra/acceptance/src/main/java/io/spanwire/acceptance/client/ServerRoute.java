package io.spanwire.acceptance.client;

/**
 * Where somebody's requests go: asked at each attempt, so a server may come back elsewhere, and told when an attempt failed, so
 * that the next one may go to another door. Any thread.
 */
@FunctionalInterface
public interface ServerRoute {

    /** The person, at the door to try now. */
    SignedInUser person();

    /** No answer came from there, or none that helps. */
    default void failed(SignedInUser at) {}
}
