package io.spanwire.edge.server;

import io.micrometer.core.instrument.Counter;
import io.netty.channel.Channel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.spanwire.edge.budget.ClientAdmission;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guard of new connections: the limits of the node and of the client's address, the header of the PROXY protocol,
 * and the watch over slow clients. Runs before the TLS handshake. Thread-safe.
 */
public final class ConnectionGuard implements Predicate<Channel> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);

    private final int max;
    private final boolean proxyProtocol;
    private final ClientAdmission admission;
    private final SlowClientTimeouts timeouts;
    private final Counter refused;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param max connections of this node
     * @param proxyProtocol whether all connections come from trusted proxies with a header
     * @param refused counts connections beyond the maximum
     */
    public ConnectionGuard(
            int max, boolean proxyProtocol, ClientAdmission admission, SlowClientTimeouts timeouts, Counter refused) {
        this.max = max;
        this.proxyProtocol = proxyProtocol;
        this.admission = admission;
        this.timeouts = timeouts;
        this.refused = refused;
    }

    @Override
    public boolean test(Channel connection) {
        if (!(connection.remoteAddress() instanceof InetSocketAddress remote)) {
            return false; // it is closed already
        }
        boolean admitted = hasRoom() && admits(connection, remote.getAddress());
        if (!admitted) {
            LOG.debug("connection refused open={}", open.get());
        }
        return admitted;
    }

    /** The number of open connections. */
    public int open() {
        return open.get();
    }

    private boolean hasRoom() {
        if (open.get() < max) {
            return true;
        }
        refused.increment();
        return false;
    }

    /** Only the acceptor's one thread adds connections, so the maximum holds. */
    private boolean admits(Channel connection, InetAddress peer) {
        if (proxyProtocol ? !admission.isProxy(peer) : !admission.admit(connection, peer)) {
            return false;
        }
        open.incrementAndGet();
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        connection.pipeline().addLast(new SlowClientWatch(timeouts));
        if (proxyProtocol) {
            connection.pipeline().addLast(new HAProxyMessageDecoder(), new ProxyHeader(admission, peer));
        }
        return true;
    }
}
