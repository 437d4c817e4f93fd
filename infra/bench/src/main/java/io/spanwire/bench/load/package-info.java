/**
 * What loads a server: connections, sockets, closed and open loops. All of it runs on one event loop of the bench's own
 * process, so nothing here needs a lock. Start reading at {@link io.spanwire.bench.load.ClosedLoop}.
 */
@NullMarked
package io.spanwire.bench.load;

import org.jspecify.annotations.NullMarked;
