package io.spanwire.edge.http;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Entity tags (RFC 9110, section 8.8.3): a stream's version in quotes, or the digest of a file. */
public final class EntityTags {
    private EntityTags() {}

    /** {@code "41"} as a tag. */
    public static String of(long version) {
        return "\"" + version + '"';
    }

    /** {@code "41-1f3a"}: a version of something that can also change its shape. */
    public static String of(long version, int shape) {
        return "\"" + version + '-' + Integer.toHexString(shape) + '"';
    }

    /**
     * The version a client insists on with {@code If-Match}: that of a command's tag, {@code "41"}, or of the tag a view
     * of the stream answered with, {@code "41-…"}.
     *
     * @throws ProblemException malformed, when it is not one strong tag holding a version
     */
    public static OptionalLong expected(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return OptionalLong.empty();
        }
        int last = ifMatch.length() - 1;
        if (last < 2 || ifMatch.charAt(0) != '"' || ifMatch.charAt(last) != '"') {
            throw malformed();
        }
        int dash = ifMatch.indexOf('-');
        return OptionalLong.of(version(ifMatch, dash < 0 ? last : dash));
    }

    private static long version(String tag, int end) {
        try {
            if (!Character.isDigit(tag.charAt(1))) {
                throw malformed();
            }
            return Long.parseLong(tag, 1, end, 10);
        } catch (NumberFormatException notVersion) {
            throw malformed();
        }
    }

    /** Whether the client has this already: {@code If-None-Match} compares weakly (RFC 9110, section 13.1.2). */
    public static boolean matches(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        if (ifNoneMatch.equals(tag) || ifNoneMatch.equals("*")) {
            return true;
        }
        for (String candidate : ifNoneMatch.split(",", -1)) {
            String strong = candidate.strip();
            if (tag.equals(strong.startsWith("W/") ? strong.substring(2) : strong)) {
                return true;
            }
        }
        return false;
    }

    private static ProblemException malformed() {
        return new ProblemException(Problems.MALFORMED.because("If-Match takes one version in quotes, like \"41\"."));
    }
}
