/** The processes under test: how they are started, pinned, observed through {@code /proc}, and ended. */
@NullMarked
package io.spanwire.bench.process;

import org.jspecify.annotations.NullMarked;
