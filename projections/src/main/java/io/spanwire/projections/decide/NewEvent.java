package io.spanwire.projections.decide;

import io.spanwire.bus.domain.RecordedEvent;

/**
 * An event about to be stored.
 *
 * @param type its full name, e.g. {@code chat.message-posted}
 * @param body its CloudEvents text, serialized once
 */
public record NewEvent(String type, RecordedEvent<?> recorded, String body) {}
