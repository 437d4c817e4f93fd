/**
 * The composition root: which parts a process runs and what each is given. Nothing else knows all modules. Read
 * {@link io.spanwire.launcher.roles.Roles} first.
 */
@NullMarked
package io.spanwire.launcher.roles;

import org.jspecify.annotations.NullMarked;
