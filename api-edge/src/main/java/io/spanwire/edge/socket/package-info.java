/**
 * The WebSocket handshake: all checks before a connection becomes a socket of the notifier. Depends on the security
 * package and the notifier. Read {@link io.spanwire.edge.socket.WebSocketHandshake} first.
 */
@NullMarked
package io.spanwire.edge.socket;

import org.jspecify.annotations.NullMarked;
