package io.spanwire.projections.webhook;

import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.webhook.WebhookSecret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A webhook as it is stored.
 *
 * @param generation of its positions: a cursor with another one is out of date
 * @param types the names under which the events that it takes may be stored; empty for all
 * @param secrets that requests are signed with
 * @param test a test request that was asked for and not answered
 */
record Webhook(
        UUID id,
        long generation,
        FeedName feed,
        Set<String> types,
        String url,
        List<WebhookSecret> secrets,
        boolean isActive,
        Optional<UUID> test) {
    /** The same with the names under which events of its types may be stored. */
    Webhook withTypes(Set<String> stored) {
        return new Webhook(id, generation, feed, stored, url, secrets, isActive, test);
    }

    boolean takes(StoredEvent event) {
        return feed.contains(event.stream()) && (types.isEmpty() || types.contains(EventJson.type(event)));
    }
}
