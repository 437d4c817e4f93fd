/**
 * The state of a stream, now or in the past, folded from its events: reading pages and snapshots, applying them off the
 * event loop, and HTTP. Depends on folding in the event bus. Read {@link io.spanwire.edge.state.Fold} first.
 */
@NullMarked
package io.spanwire.edge.state;

import org.jspecify.annotations.NullMarked;
