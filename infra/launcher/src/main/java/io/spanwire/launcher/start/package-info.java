/**
 * What every part of a start shares: how it reports progress and how it says that it cannot go on. Depends on nothing.
 * Read {@link io.spanwire.launcher.start.UserFacingException} first.
 */
@NullMarked
package io.spanwire.launcher.start;

import org.jspecify.annotations.NullMarked;
