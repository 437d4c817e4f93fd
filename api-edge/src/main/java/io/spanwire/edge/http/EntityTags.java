package io.spanwire.edge.http;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110, section 8.8.3): a stream's version in quotes, or a digest of the content. */
public final class EntityTags {
    private static final Pattern VERSION = Pattern.compile("\"(\\d+)(-.*)?\"");

    private EntityTags() {}

    /** The tag of a version: {@code "41"}. */
    public static String of(long version) {
        return "\"" + version + '"';
    }

    /** The tag of a version in a representation that can itself change: {@code "41-1f3a"}. */
    public static String of(long version, int representation) {
        return "\"" + version + '-' + Integer.toHexString(representation) + '"';
    }

    /** The tag of a place in all streams, in a representation that can itself change. */
    public static String of(String place, int representation) {
        return "\"" + place + '-' + Integer.toHexString(representation) + '"';
    }

    /**
     * The version in {@code If-Match}: from the tag of a command, {@code "41"}, or of a view of the stream,
     * {@code "41-…"}.
     *
     * @throws ProblemException malformed, when it is not one strong tag with a version
     */
    public static OptionalLong expected(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return OptionalLong.empty();
        }
        try {
            Matcher tag = VERSION.matcher(ifMatch);
            if (tag.matches()) {
                return OptionalLong.of(Long.parseLong(tag.group(1)));
            }
        } catch (NumberFormatException outOfRange) {
            // Malformed, too.
        }
        throw new ProblemException(Problems.MALFORMED.because("If-Match must be one version in quotes, like \"41\"."));
    }

    /** Whether {@code If-None-Match} names this tag, compared weakly (RFC 9110, section 13.1.2). */
    public static boolean matches(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && (ifNoneMatch.equals("*")
                        || Stream.of(ifNoneMatch.split(",", -1))
                                .map(candidate -> candidate.strip().replaceFirst("^W/", ""))
                                .anyMatch(tag::equals));
    }
}
