/**
 * The composition root: it creates the parts of a process and connects them. Only this package depends on all modules.
 * Read {@link io.spanwire.launcher.roles.Roles} first.
 */
@NullMarked
package io.spanwire.launcher.roles;

import org.jspecify.annotations.NullMarked;
