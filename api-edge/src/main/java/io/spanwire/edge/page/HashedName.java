package io.spanwire.edge.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a file with the hash of its content, {@code chat/room-0123456789abcdef.js} for {@code chat/room.js}: what
 * it names never changes, so browsers keep it permanently.
 */
record HashedName(String resource, String hash) {
    private static final int LENGTH = 16;
    private static final Pattern FORM = Pattern.compile("(.+)-([0-9a-f]{" + LENGTH + "})(\\.[a-z0-9]+)");

    /** Parses a path; empty when it has no hash. */
    static Optional<HashedName> parse(String path) {
        Matcher matcher = FORM.matcher(path);
        return matcher.matches()
                ? Optional.of(new HashedName(matcher.group(1) + matcher.group(3), matcher.group(2)))
                : Optional.empty();
    }

    /** The name of a file with this digest, in hexadecimal. */
    static HashedName of(String resource, String digest) {
        return new HashedName(resource, digest.substring(0, LENGTH));
    }

    /** The path, from the root. */
    String path() {
        int dot = resource.lastIndexOf('.');
        return '/' + resource.substring(0, dot) + '-' + hash + resource.substring(dot);
    }
}
