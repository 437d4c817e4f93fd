package io.spanwire.edge.http;

import io.vertx.ext.web.RoutingContext;

/** The part of a path after a prefix. */
public final class PathTail {
    private PathTail() {}

    /** The rest of the request's path, or an empty string. */
    public static String after(String prefix, RoutingContext context) {
        String path = context.normalizedPath();
        return path.length() < prefix.length() ? "" : path.substring(prefix.length());
    }
}
