package io.spanwire.projections.decide;

import io.spanwire.bus.domain.RecordedEvent;
import java.nio.charset.StandardCharsets;
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

    /** The most bytes of a stored event: a record of {@code spanwire.events} has room for it under Kafka's usual limit of 1 MiB. */
    public static final int MAX_BYTES = 1_000_000;

    private static final int CIPHER_BYTES = 64;

    /** An event without personal data. */
    public NewEvent(String type, int dataVersion, RecordedEvent<?> recorded, String body) {
        this(type, dataVersion, recorded, body, Optional.empty(), List.of());
    }

    /** Whether it is too large to be stored. */
    boolean isTooLarge() {
        int characters =
                body.length() + personal.map(data -> data.data().length()).orElse(0);
        return 4L * characters + CIPHER_BYTES > MAX_BYTES && storedBytes() > MAX_BYTES;
    }

    /** The bytes that it will have when it is stored, with personal data encrypted and in Base64. */
    long storedBytes() {
        long encrypted = personal.map(data -> (bytes(data.data()) * 4L) / 3 + CIPHER_BYTES)
                .orElse(0L);
        return bytes(body) + encrypted;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
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
