/**
 * The parts of HTTP that all paths share: headers, queries, bodies, preferences, conditions, and the handler that turns
 * failures into problems. Depends on the event bus and Vert.x. Read
 * {@link io.spanwire.edge.http.FailureHandler} first.
 */
@NullMarked
package io.spanwire.edge.http;

import org.jspecify.annotations.NullMarked;
