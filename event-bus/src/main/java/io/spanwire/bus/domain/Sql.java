package io.spanwire.bus.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A parameterized SQL statement from a {@code .sql} resource beside the class that uses it. Loaded at once, so a missing
 * file stops the start.
 *
 * @param name the resource's name, for messages
 * @param text the statement with {@code $1, $2 …}
 */
public record Sql(String name, String text) {
    /** Loads a resource beside a class. */
    public static Sql beside(Class<?> anchor, String resource) {
        try (InputStream in = anchor.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "There is no " + resource + " beside " + anchor.getName() + " on the class path");
            }
            return new Sql(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + resource, unreadable);
        }
    }
}
