package io.spanwire.edge;

import io.spanwire.edge.stream.EventFeeds;
import io.spanwire.notifier.Notifier;
import io.spanwire.notifier.port.CallerSession;
import io.vertx.core.http.ServerWebSocket;

/** The notifier of this process. */
record NotifierDoor(Notifier notifier) implements Live {
    @Override
    public EventFeeds feeds() {
        return EventFeeds.of(notifier);
    }

    @Override
    public void accept(ServerWebSocket socket, CallerSession session) {
        notifier.accept(socket, session);
    }
}
