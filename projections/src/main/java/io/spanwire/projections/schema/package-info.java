/**
 * What PostgreSQL must look like before anything runs: migrations of Spanwire and of the domains, and the identity of the
 * installation. Uses Flyway over JDBC, at start only.
 */
@NullMarked
package io.spanwire.projections.schema;

import org.jspecify.annotations.NullMarked;
