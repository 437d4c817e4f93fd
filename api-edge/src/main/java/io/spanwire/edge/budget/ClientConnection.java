package io.spanwire.edge.budget;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Objects;

/**
 * Who is at the other end of a connection: a client, or a trusted proxy, whose requests name their clients. An attribute
 * of the connection's channel.
 */
public final class ClientConnection {
    private static final AttributeKey<ClientConnection> KEY =
            AttributeKey.valueOf(ClientConnection.class, "connection");

    private final ClientAdmission admission;
    private final ClientBudget budget;
    private final boolean isProxy;

    ClientConnection(ClientAdmission admission, ClientBudget budget, boolean isProxy) {
        this.admission = admission;
        this.budget = budget;
        this.isProxy = isProxy;
    }

    /** The budget of the client that sent the request. */
    public static ClientBudget budget(HttpServerRequest request) {
        ClientConnection connection = Objects.requireNonNull(
                ((ConnectionBase) request.connection()).channel().attr(KEY).get(), "not an admitted connection");
        return connection.isProxy ? connection.admission.forwarded(request, connection.budget) : connection.budget;
    }

    void attach(Channel channel) {
        channel.attr(KEY).set(this);
    }
}
