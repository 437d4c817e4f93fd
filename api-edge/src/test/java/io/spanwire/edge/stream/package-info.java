/** Tests of this package. */
@NullMarked
package io.spanwire.edge.stream;

import org.jspecify.annotations.NullMarked;
