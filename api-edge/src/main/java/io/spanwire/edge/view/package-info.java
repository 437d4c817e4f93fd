/**
 * Views over HTTP: the query read and typed, the version and the rows from one snapshot, as JSON. Depends on the domain API,
 * the reader pool and the HTTP package. Read {@link io.spanwire.edge.view.ViewResource} first.
 */
@NullMarked
package io.spanwire.edge.view;

import org.jspecify.annotations.NullMarked;
