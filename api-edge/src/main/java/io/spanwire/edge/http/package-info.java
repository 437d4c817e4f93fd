/**
 * HTTP as the edge speaks it, apart from what any address means: headers, bodies, preferences, conditions, and the one
 * place that turns failures into problems. Depends on the messages and Vert.x. Read
 * {@link io.spanwire.edge.http.FailureHandler} first.
 */
@NullMarked
package io.spanwire.edge.http;

import org.jspecify.annotations.NullMarked;
