package io.spanwire.bus.archive;

import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of an archived page: everything that its row had, except stream and partition, which are the page's.
 *
 * @param at with the precision of PostgreSQL, microseconds
 * @param text as it was stored, sealed if it has personal data
 * @param secret of an event with personal data, unless it was destroyed
 */
public record ArchivedEvent(
        long version, long position, String type, Instant at, EventText text, @Nullable EventSecret secret) {}
