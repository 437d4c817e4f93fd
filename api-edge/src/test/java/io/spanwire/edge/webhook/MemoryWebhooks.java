package io.spanwire.edge.webhook;

import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.webhook.WebhookSecret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** Webhooks in memory, whose receivers answer tests with 204. */
public final class MemoryWebhooks implements WebhookStore {
    private static final UUID EPOCH = new UUID(1, 1);

    private final Map<UUID, StoredWebhook> webhooks = new ConcurrentSkipListMap<>();
    /** The secrets, as a worker would find them. */
    public final Map<UUID, String> secrets = new ConcurrentSkipListMap<>();

    /** The places of webhooks that were added or replayed, as text. */
    public final List<String> places = new ArrayList<>();

    @Override
    public Future<List<StoredWebhook>> list() {
        return Future.succeededFuture(List.copyOf(webhooks.values()));
    }

    @Override
    public Future<Optional<StoredWebhook>> find(UUID id) {
        return Future.succeededFuture(Optional.ofNullable(webhooks.get(id)));
    }

    @Override
    public Future<Added> add(NewWebhook webhook, int most, String actor) {
        if (webhooks.containsKey(webhook.id())) {
            return Future.succeededFuture(Added.KNOWN);
        }
        if (webhooks.size() >= most) {
            return Future.succeededFuture(Added.FULL);
        }
        places.add(webhook.from().toString());
        secrets.put(webhook.id(), webhook.secret().text());
        webhooks.put(
                webhook.id(),
                new StoredWebhook(
                        webhook.id(),
                        webhook.description(),
                        webhook.feed(),
                        List.copyOf(webhook.types()),
                        webhook.url(),
                        "active",
                        "",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        actor,
                        actor,
                        Optional.empty(),
                        new StoredWebhook.Progress(
                                7,
                                3,
                                Optional.of(Instant.EPOCH),
                                Optional.empty(),
                                Optional.of(
                                        new StoredWebhook.Failure(Instant.EPOCH, 500, "The receiver answered 500.")),
                                2,
                                Optional.of(Instant.EPOCH),
                                new FeedToken(EPOCH, new long[24])),
                        new StoredWebhook.Test(Optional.empty(), 0, "")));
        return Future.succeededFuture(Added.ADDED);
    }

    @Override
    public Future<Boolean> change(UUID id, WebhookChange change, String actor) {
        return update(
                id,
                old -> new StoredWebhook(
                        id,
                        change.description().orElse(old.description()),
                        change.feed().orElse(old.feed()),
                        change.types().map(List::copyOf).orElse(old.types()),
                        change.url().orElse(old.url()),
                        old.state(),
                        old.reason(),
                        old.since(),
                        old.created(),
                        old.creator(),
                        actor,
                        old.oldSecretUntil(),
                        old.progress(),
                        old.test()));
    }

    @Override
    public Future<Boolean> pause(UUID id, String reason, String actor) {
        return state(id, "paused", reason, actor);
    }

    @Override
    public Future<Boolean> resume(UUID id, String actor) {
        return state(id, "active", "", actor);
    }

    private Future<Boolean> state(UUID id, String state, String reason, String actor) {
        return update(
                id,
                old -> new StoredWebhook(
                        id,
                        old.description(),
                        old.feed(),
                        old.types(),
                        old.url(),
                        state,
                        reason,
                        old.since(),
                        old.created(),
                        old.creator(),
                        actor,
                        old.oldSecretUntil(),
                        old.progress(),
                        old.test()));
    }

    @Override
    public Future<Boolean> replay(UUID id, WebhookPlace from, String actor) {
        if (from instanceof WebhookPlace.After after && !after.token().epoch().equals(EPOCH)) {
            return Future.failedFuture(new ProblemException(Problems.OTHER_EPOCH));
        }
        places.add(from.toString());
        return update(id, old -> old);
    }

    @Override
    public Future<Boolean> rotate(UUID id, WebhookSecret secret, Duration keep, String actor) {
        secrets.put(id, secret.text());
        return update(id, old -> old);
    }

    @Override
    public Future<Boolean> test(UUID id, UUID test) {
        return update(
                id,
                old -> new StoredWebhook(
                        id,
                        old.description(),
                        old.feed(),
                        old.types(),
                        old.url(),
                        old.state(),
                        old.reason(),
                        old.since(),
                        old.created(),
                        old.creator(),
                        old.actor(),
                        old.oldSecretUntil(),
                        old.progress(),
                        new StoredWebhook.Test(Optional.of(test), 204, "")));
    }

    @Override
    public Future<Boolean> remove(UUID id) {
        return Future.succeededFuture(webhooks.remove(id) != null);
    }

    private Future<Boolean> update(UUID id, UnaryOperator<StoredWebhook> change) {
        return Future.succeededFuture(webhooks.computeIfPresent(id, (same, old) -> change.apply(old)) != null);
    }
}
