package io.spanwire.projections.decide;

import io.spanwire.bus.domain.RecordedEvent;
import java.util.List;
import java.util.Optional;

/**
 * An event about to be stored: its full type, such as {@code chat.message-posted}, the version of its data, and its
 * CloudEvents text.
 *
 * @param body with personal data redacted; it is sealed before it is stored
 * @param personal what the body does not show, if the event has personal data
 * @param forgets versions of earlier events of its stream whose personal data it makes unreadable
 */
public record NewEvent(
        String type,
        int dataVersion,
        RecordedEvent<?> recorded,
        String body,
        Optional<Personal> personal,
        List<Long> forgets) {

    /** An event without personal data. */
    public NewEvent(String type, int dataVersion, RecordedEvent<?> recorded, String body) {
        this(type, dataVersion, recorded, body, Optional.empty(), List.of());
    }

    /**
     * The personal data of an event.
     *
     * @param subject whose they are
     * @param clear the text with the complete data, before it is sealed
     * @param data the complete data as JSON text
     * @param redactedBytes the length of the redacted data at the end of the body, in UTF-8
     */
    public record Personal(String subject, String clear, String data, int redactedBytes) {}
}
