/**
 * The WebSocket protocol {@code spanwire.v1}: frames, close codes, limits, one session per socket. May depend on the
 * hub, history, Vert.x core and Netty's WebSocket codec. Read {@link io.spanwire.notifier.socket.SocketSession} first.
 */
@NullMarked
package io.spanwire.notifier.socket;

import org.jspecify.annotations.NullMarked;
