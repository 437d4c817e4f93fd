/** Tests of this package. */
@NullMarked
package io.spanwire.edge.view;

import org.jspecify.annotations.NullMarked;
