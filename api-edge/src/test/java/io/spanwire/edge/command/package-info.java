/** Tests of this package. */
@NullMarked
package io.spanwire.edge.command;

import org.jspecify.annotations.NullMarked;
