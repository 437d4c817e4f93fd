package io.spanwire.edge.webhook;

import io.spanwire.bus.message.FeedToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A webhook as it is stored, without its secrets, and how far it is.
 *
 * @param state active or paused
 * @param reason of the pause
 * @param since when it has that state
 * @param actor who changed it last; empty for a worker
 * @param oldSecretUntil how long the secret before the present one signs, too
 */
record StoredWebhook(
        UUID id,
        String description,
        String feed,
        List<String> types,
        String url,
        String state,
        String reason,
        Instant since,
        Instant created,
        String creator,
        String actor,
        Optional<Instant> oldSecretUntil,
        Progress progress,
        Test test) {

    /**
     * How far it is, in all partitions together.
     *
     * @param delivered deliveries, repeats included
     * @param behind events behind its place, wanted or not
     * @param oldest the time of the first of these
     * @param failures in a row, of the partition with most
     * @param failing since when there have been only failures, of the partition with the earliest
     * @param place up to which everything is delivered, or not wanted
     */
    record Progress(
            long delivered,
            long behind,
            Optional<Instant> oldest,
            Optional<Instant> succeeded,
            Optional<Failure> failure,
            int failures,
            Optional<Instant> failing,
            FeedToken place) {}

    /** The last failure; status 0 when there was no complete answer. */
    record Failure(Instant at, int status, String detail) {}

    /** The last test that was answered. */
    record Test(Optional<UUID> answered, int status, String failure) {}
}
