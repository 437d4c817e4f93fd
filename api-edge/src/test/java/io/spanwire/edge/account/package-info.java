/** Tests of this package. */
@NullMarked
package io.spanwire.edge.account;

import org.jspecify.annotations.NullMarked;
