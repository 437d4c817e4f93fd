/** Tests of this package. */
@NullMarked
package io.spanwire.edge.page;

import org.jspecify.annotations.NullMarked;
