package io.spanwire.bus.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A text file on the class path, in UTF-8, in the package of the class that uses it. */
public final class TextResource {
    private TextResource() {}

    /** Reads it whole. */
    public static String beside(Class<?> anchor, String name) {
        return find(anchor, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no " + name + " beside " + anchor.getName() + " on the class path"));
    }

    /** Reads it whole if it exists. */
    public static Optional<String> find(Class<?> anchor, String name) {
        try (InputStream in = anchor.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + name, unreadable);
        }
    }
}
