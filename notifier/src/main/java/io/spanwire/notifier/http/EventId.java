package io.spanwire.notifier.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a server-sent event, {@code 42@epoch}, which a reconnecting client sends as {@code Last-Event-ID}. The
 * epoch distinguishes it from version 42 of a recreated history; clients that build the id themselves may omit it.
 *
 * @param version of the last event seen
 * @param epoch the history it belongs to, if given
 */
public record EventId(long version, Optional<String> epoch) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(?:@([A-Za-z0-9-]{1,64}))?");

    /** Parses {@code 42@epoch} or {@code 42}; empty for anything else. */
    public static Optional<EventId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new EventId(Long.parseLong(parts.group(1)), Optional.ofNullable(parts.group(2))))
                : Optional.empty();
    }
}
