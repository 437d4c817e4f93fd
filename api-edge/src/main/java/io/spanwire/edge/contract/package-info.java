/**
 * The server's documentation of its API: OpenAPI and AsyncAPI generated from the domains, a page for each problem, and
 * a page to try the API. Depends on the domain API and the schemas. Read {@link io.spanwire.edge.contract.OpenApi}
 * first.
 */
@NullMarked
package io.spanwire.edge.contract;

import org.jspecify.annotations.NullMarked;
