/**
 * What the notifier needs from the door: who may read, how a command is sent, how a session is renewed. The edge implements
 * it. Read {@link io.spanwire.notifier.port.EdgePorts} first.
 */
@NullMarked
package io.spanwire.notifier.port;

import org.jspecify.annotations.NullMarked;
