package io.spanwire.edge.http;

import io.vertx.ext.web.RoutingContext;

/** The last part of a path. */
public final class PathTail {
    private PathTail() {}

    /** What stands behind the prefix; empty when nothing does. */
    public static String behind(String prefix, RoutingContext context) {
        String path = context.normalizedPath();
        return path.length() < prefix.length() ? "" : path.substring(prefix.length());
    }
}
