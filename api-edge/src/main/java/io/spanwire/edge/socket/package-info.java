/**
 * The WebSocket's handshake: everything that is checked before a connection becomes a socket of the notifier's. Read
 * {@link io.spanwire.edge.socket.WebSocketHandshake} first.
 */
@NullMarked
package io.spanwire.edge.socket;

import org.jspecify.annotations.NullMarked;
