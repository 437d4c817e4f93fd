/** Tests of this package. */
@NullMarked
package io.spanwire.edge.budget;

import org.jspecify.annotations.NullMarked;
