package io.spanwire.edge.security;

import java.time.Instant;

/**
 * A session in a browser that was not ended.
 *
 * @param expires at the latest; earlier if it is not used
 */
public record ListedSession(String id, String method, Instant since, Instant expires) {}
