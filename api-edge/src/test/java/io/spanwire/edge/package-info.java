/** The door over a real server, with fakes only at its ports. */
@NullMarked
package io.spanwire.edge;

import org.jspecify.annotations.NullMarked;
