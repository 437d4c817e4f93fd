/** Handing over in memory, between the roles of one process, what was committed. Depends on messages only. */
@NullMarked
package io.spanwire.bus.handover;

import org.jspecify.annotations.NullMarked;
