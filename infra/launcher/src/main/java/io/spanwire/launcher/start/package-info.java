/**
 * Progress and failure of a start, shared by the other packages of the launcher. Depends on nothing. Read
 * {@link io.spanwire.launcher.start.UserFacingException} first.
 */
@NullMarked
package io.spanwire.launcher.start;

import org.jspecify.annotations.NullMarked;
