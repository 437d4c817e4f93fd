/**
 * A server that runs a domain from its project's sources: it compiles them, starts the roles on the same Kafka and PostgreSQL
 * again after each change, and tells pages. May depend on the packages platform and roles. Read
 * {@link io.spanwire.launcher.development.DevelopmentServer} first.
 */
@NullMarked
package io.spanwire.launcher.development;

import org.jspecify.annotations.NullMarked;
