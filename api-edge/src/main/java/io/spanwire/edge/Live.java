package io.spanwire.edge;

import io.spanwire.edge.stream.EventFeeds;
import io.spanwire.notifier.port.CallerSession;
import io.vertx.core.http.ServerWebSocket;

/** What is live behind the door: feeds of events, and sockets to hand over. */
interface Live {
    EventFeeds feeds();

    /** On the socket's event loop, in the turn of the handshake. */
    void accept(ServerWebSocket socket, CallerSession session);
}
