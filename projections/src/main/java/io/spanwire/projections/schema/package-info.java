/**
 * The schema: migrations of Spanwire and of the domains, and the identity of the installation. Uses Flyway and JDBC, at
 * start only. Read {@link io.spanwire.projections.schema.Schema} first.
 */
@NullMarked
package io.spanwire.projections.schema;

import org.jspecify.annotations.NullMarked;
