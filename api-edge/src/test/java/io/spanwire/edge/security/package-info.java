/** Tests of this package. */
@NullMarked
package io.spanwire.edge.security;

import org.jspecify.annotations.NullMarked;
