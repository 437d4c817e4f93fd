package io.spanwire.bus.domain;

import io.spanwire.bus.resource.TextResource;

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
        return new Sql(resource, TextResource.beside(anchor, resource));
    }
}
