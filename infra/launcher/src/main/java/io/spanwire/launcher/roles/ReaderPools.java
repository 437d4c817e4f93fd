package io.spanwire.launcher.roles;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;

/**
 * The connections of edge and notifier, apart by what they are for: a flood of one kind of reads waits for itself. Health
 * has its own connection, so that no flood makes a node unready.
 *
 * @param history pages of streams, for sockets and feeds
 * @param views views and states
 * @param outcomes outcomes of commands
 * @param rules views that access rules ask
 * @param sessions not read-only: they open and end sessions
 * @param webhooks not read-only: they change webhooks
 */
record ReaderPools(Pool history, Pool views, Pool outcomes, Pool rules, Pool health, Pool sessions, Pool webhooks) {
    private static final int RULES = 2;

    /** Half of the connections for history, one for outcomes, the rest for views; at least one each. */
    static ReaderPools open(Vertx vertx, DatabaseConnections databases, int size) {
        int history = Math.max(1, size / 2);
        return new ReaderPools(
                databases.historyReaders(vertx, history),
                databases.readers(vertx, Math.max(1, size - history - 1)),
                databases.readers(vertx, 1),
                databases.readers(vertx, RULES),
                databases.readers(vertx, 1),
                databases.sessions(vertx),
                databases.webhooks(vertx));
    }

    Future<Void> close() {
        return Future.join(List.of(
                        history.close(),
                        views.close(),
                        outcomes.close(),
                        rules.close(),
                        health.close(),
                        sessions.close(),
                        webhooks.close()))
                .mapEmpty();
    }
}
