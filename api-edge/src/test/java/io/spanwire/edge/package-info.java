/** Tests of the HTTP frontend on a real server with fake backends. */
@NullMarked
package io.spanwire.edge;

import org.jspecify.annotations.NullMarked;
