/** Tests of this package. */
@NullMarked
package io.spanwire.edge.contract;

import org.jspecify.annotations.NullMarked;
