/** Tests of this package. */
@NullMarked
package io.spanwire.edge.http;

import org.jspecify.annotations.NullMarked;
