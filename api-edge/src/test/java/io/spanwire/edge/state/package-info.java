/** Tests of this package. */
@NullMarked
package io.spanwire.edge.state;

import org.jspecify.annotations.NullMarked;
