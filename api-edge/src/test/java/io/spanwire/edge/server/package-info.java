/** Tests of this package. */
@NullMarked
package io.spanwire.edge.server;

import org.jspecify.annotations.NullMarked;
