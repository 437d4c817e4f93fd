package io.spanwire.projections.decide;

import io.spanwire.bus.domain.Recorded;

/**
 * An event about to be stored.
 *
 * @param type its full name, e.g. {@code chat.message-posted}
 * @param body its CloudEvents text, made here and never again
 */
public record NewEvent(String type, Recorded<?> recorded, String body) {}
