/** Tests of this package. */
@NullMarked
package io.spanwire.edge.bearer;

import org.jspecify.annotations.NullMarked;
