package io.spanwire.notifier.feed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a server-sent event, which a client that comes back sends as {@code Last-Event-ID}: {@code 42@epoch}. A history
 * made anew has a version 42 too; the epoch tells them apart. Who makes the id up may leave it out.
 *
 * @param version of the event, the one seen last
 * @param epoch the history it belongs to, if the id says so
 */
public record EventId(long version, Optional<String> epoch) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(?:@([A-Za-z0-9-]{1,64}))?");

    /** Reads {@code 42@epoch} or {@code 42}; empty for anything else. */
    public static Optional<EventId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new EventId(Long.parseLong(parts.group(1)), Optional.ofNullable(parts.group(2))))
                : Optional.empty();
    }
}
