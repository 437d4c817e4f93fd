package io.spanwire.edge.webhook;

import io.spanwire.bus.webhook.WebhookSecret;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The webhooks of the installation. Changes are of an operator, {@code actor}, and tell whether there is such a webhook. Futures
 * fail with the problem unavailable, or with other-epoch for a place in another history.
 */
public interface WebhookStore {
    /** What became of a webhook that was to be added. */
    enum Added {
        ADDED,
        /** There is one with its id. */
        KNOWN,
        /** There are as many as there may be. */
        FULL
    }

    Future<List<StoredWebhook>> list();

    Future<Optional<StoredWebhook>> find(UUID id);

    /** Adds a webhook, unless there are {@code most}. */
    Future<Added> add(NewWebhook webhook, int most, String actor);

    Future<Boolean> change(UUID id, WebhookChange change, String actor);

    Future<Boolean> pause(UUID id, String reason, String actor);

    /** Has workers deliver again, and at once. */
    Future<Boolean> resume(UUID id, String actor);

    /** Continues behind another place. */
    Future<Boolean> replay(UUID id, WebhookPlace from, String actor);

    /** Gives it another secret; the one before signs, too, for a while. */
    Future<Boolean> rotate(UUID id, WebhookSecret secret, Duration keep, String actor);

    /** Has a worker send a test request. */
    Future<Boolean> test(UUID id, UUID test);

    Future<Boolean> remove(UUID id);
}
