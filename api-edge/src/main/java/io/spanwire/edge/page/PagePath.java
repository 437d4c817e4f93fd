package io.spanwire.edge.page;

import java.util.Optional;

/** Which paths can name a page at all: plain segments, none empty, none hidden, none that climbs. */
final class PagePath {
    private static final int LONGEST = 512;

    private PagePath() {}

    /** The path without its leading slash, {@code index.html} added to a folder; empty when it can name nothing. */
    static Optional<String> resource(String path) {
        if (path.isEmpty() || path.length() > LONGEST || path.charAt(0) != '/') {
            return Optional.empty();
        }
        for (int i = 1; i < path.length(); i++) {
            if (!isPlain(path.charAt(i)) || startsBadly(path, i)) {
                return Optional.empty();
            }
        }
        String name = path.substring(1);
        return Optional.of(name.isEmpty() || name.endsWith("/") ? name + "index.html" : name);
    }

    /** A segment that is empty or starts with a dot: hidden, or on its way up. */
    private static boolean startsBadly(String path, int at) {
        boolean first = path.charAt(at - 1) == '/';
        return first && (path.charAt(at) == '.' || path.charAt(at) == '/');
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '/'
                || c == '.'
                || c == '-'
                || c == '_'
                || c == '@'
                || c == '~'
                || c == '+';
    }
}
