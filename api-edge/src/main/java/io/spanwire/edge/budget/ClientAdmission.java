package io.spanwire.edge.budget;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;

/**
 * The decision on each new connection, before its TLS handshake: whether its address has a budget for it. Connections of
 * trusted proxies are not limited, their clients are. Thread-safe.
 */
public final class ClientAdmission {
    private final ClientBudgets budgets;
    private final TrustedProxies.Matcher proxies;

    public ClientAdmission(ClientBudgets budgets, TrustedProxies proxies) {
        this.budgets = budgets;
        this.proxies = proxies.matcher();
    }

    /** Whether the address is a trusted proxy's. */
    public boolean isProxy(InetAddress peer) {
        return proxies.isTrusted(peer);
    }

    /** Admits a connection of this client or proxy until it is closed; false when it must be refused. */
    public boolean admit(Channel channel, InetAddress client) {
        boolean isProxy = isProxy(client);
        ClientBudget budget = budgets.of(ClientNetwork.of(client));
        if (!isProxy) {
            if (!budget.connect(System.nanoTime())) {
                return false;
            }
            channel.closeFuture().addListener(closed -> budget.disconnect());
        }
        new ClientConnection(this, budget, isProxy).attach(channel);
        return true;
    }

    ClientBudget forwarded(HttpServerRequest request, ClientBudget proxy) {
        return ForwardedAddress.of(request.headers(), proxies)
                .map(address -> budgets.of(ClientNetwork.of(address)))
                .orElse(proxy);
    }
}
