/**
 * The services the notifier needs from the edge: read access, sending commands, session renewal. The edge implements
 * them. Depends on the event bus and Vert.x futures. Read {@link io.spanwire.notifier.port.EdgePorts} first.
 */
@NullMarked
package io.spanwire.notifier.port;

import org.jspecify.annotations.NullMarked;
