/**
 * The creation and revocation of service tokens, in the folder that servers read. Read
 * {@link io.spanwire.launcher.token.TokenFolder} first.
 */
@NullMarked
package io.spanwire.launcher.token;

import org.jspecify.annotations.NullMarked;
