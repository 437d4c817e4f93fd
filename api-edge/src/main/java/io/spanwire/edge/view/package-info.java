/**
 * Views over HTTP: parsing of queries, version and rows from one snapshot, and their JSON. Depends on the domain API,
 * the SQL client and the HTTP package. Read {@link io.spanwire.edge.view.ViewResource} first.
 */
@NullMarked
package io.spanwire.edge.view;

import org.jspecify.annotations.NullMarked;
