package io.spanwire.bus.domain;

import java.util.regex.Pattern;

/** Checks names that a domain declares. */
final class KebabCase {
    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private KebabCase() {}

    static void check(String kind, String name) {
        if (!KEBAB.matcher(name).matches() || name.length() > 64) {
            throw new IllegalArgumentException(
                    "The name of a " + kind + " is lower-case words joined by '-', not \"" + name + "\"");
        }
    }
}
