package io.spanwire.projections.decide;

import io.spanwire.bus.domain.RecordedEvent;

/**
 * An event about to be stored: its full type, such as {@code chat.message-posted}, the version of its data, and its
 * CloudEvents text.
 */
public record NewEvent(String type, int dataVersion, RecordedEvent<?> recorded, String body) {}
