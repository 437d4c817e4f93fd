/**
 * The base of a run, ready before any role starts: data folder, domains, broker and database. Depends on the other
 * packages of the launcher except {@code cli} and {@code roles}. Read {@link io.spanwire.launcher.platform.Foundation}
 * first.
 */
@NullMarked
package io.spanwire.launcher.platform;

import org.jspecify.annotations.NullMarked;
