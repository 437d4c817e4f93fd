package io.spanwire.edge.oidc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path on this server to show after a sign-in. Anything that could lead elsewhere becomes the start page. */
final class ReturnPath {
    static final String START = "/";

    /** Not {@code //host}, and no backslash, which browsers take for a slash. */
    private static final Pattern LOCAL = Pattern.compile("/(?!/)[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,1000}");

    private ReturnPath() {}

    static String of(@Nullable String asked) {
        return asked != null && LOCAL.matcher(asked).matches() ? asked : START;
    }
}
