/** Tests of this package. */
@NullMarked
package io.spanwire.launcher.token;

import org.jspecify.annotations.NullMarked;
