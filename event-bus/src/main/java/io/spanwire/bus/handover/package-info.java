/** The in-memory path between the roles of one process. Depends on messages only. */
@NullMarked
package io.spanwire.bus.handover;

import org.jspecify.annotations.NullMarked;
