package io.spanwire.edge.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The validators of a content: its entity tag and when it last changed. A request is compared with the date only if it
 * names no tag (RFC 9110, section 13.2.2).
 */
public record Freshness(String tag, Instant changed) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public Freshness {
        changed = changed.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The value of {@code Last-Modified}. */
    public String lastModified() {
        return DATE.format(changed);
    }

    /** Whether the client's copy is still good, so that the answer is 304. */
    public boolean isKnownTo(MultiMap headers) {
        @Nullable String tags = headers.get(HttpHeaders.IF_NONE_MATCH);
        return tags != null
                ? EntityTags.matches(tags, tag)
                : date(headers.get(HttpHeaders.IF_MODIFIED_SINCE))
                        .filter(since -> !changed.isAfter(since))
                        .isPresent();
    }

    /** A date in another format is ignored, as if there were none. */
    private static Optional<Instant> date(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(DATE.parse(text, Instant::from));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }
}
