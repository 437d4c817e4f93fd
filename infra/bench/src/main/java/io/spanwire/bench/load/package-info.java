/**
 * The load generator: HTTP connections, WebSockets, closed and open loops. All of it runs on one event loop, so nothing
 * here needs a lock. Read {@link io.spanwire.bench.load.ClosedLoop} first.
 */
@NullMarked
package io.spanwire.bench.load;

import org.jspecify.annotations.NullMarked;
