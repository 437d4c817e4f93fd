package io.spanwire.edge.page;

import java.util.Optional;
import java.util.regex.Pattern;

/** The check of paths that can name a page: plain segments, none empty, none hidden, none that leads upwards. */
final class PagePath {
    private static final int MAX_LENGTH = 512;
    private static final Pattern PLAIN = Pattern.compile("(?:/[\\w@~+-][\\w.@~+-]*+)*+/?");

    private PagePath() {}

    /**
     * The path without its leading slash, with {@code index.html} added to a folder; empty when it cannot name a page.
     */
    static Optional<String> resource(String path) {
        if (path.isEmpty() || path.length() > MAX_LENGTH || !PLAIN.matcher(path).matches()) {
            return Optional.empty();
        }
        String name = path.substring(1);
        return Optional.of(name.isEmpty() || name.endsWith("/") ? name + "index.html" : name);
    }
}
