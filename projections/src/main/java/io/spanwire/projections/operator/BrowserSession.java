package io.spanwire.projections.operator;

import java.time.Instant;

/**
 * A session in a browser.
 *
 * @param method how its caller signed in
 * @param expires at the latest; earlier if it is not used
 */
public record BrowserSession(String id, String subject, String name, String method, Instant since, Instant expires) {}
