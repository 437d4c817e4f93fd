package io.spanwire.acceptance.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A link between whoever connects to its port and a port of this machine, which a test spoils and mends: per direction by a
 * {@link TrafficRule}, as a whole by cutting and refusing. Threads of its own; every method may be called from any thread.
 */
public final class Proxy implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final TrafficTap BLIND = (direction, bytes, length) -> TrafficTap.Seen.all(length);

    private final String name;
    private final ProxyDirection requests = new ProxyDirection();
    private final ProxyDirection replies = new ProxyDirection();
    private final Set<ProxiedConnection> pairs = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final int port;
    private volatile int target;
    private volatile Supplier<TrafficTap> taps = () -> BLIND;
    private volatile @Nullable ServerSocket listener;

    private Proxy(String name, ServerSocket listener, int target) {
        this.name = name;
        this.listener = listener;
        this.port = listener.getLocalPort();
        this.target = target;
    }

    /** A link from one port to another, under a name for its threads and the tests' messages. */
    public static Proxy between(int port, int target, String name) throws IOException {
        Proxy proxy = new Proxy(name, listening(port), target);
        proxy.serve();
        return proxy;
    }

    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }

    public int port() {
        return port;
    }

    public ProxyDirection way(Direction direction) {
        return direction == Direction.REQUESTS ? requests : replies;
    }

    /** The same passage for both directions. */
    public void set(TrafficRule passage) {
        requests.set(passage);
        replies.set(passage);
    }

    /** Everything passes again, and whoever lost its other side without hearing of it hears of it now. */
    public void mend() throws IOException {
        set(new TrafficRule.Free());
        accept();
        pairs.stream().filter(ProxiedConnection::isHalf).forEach(ProxiedConnection::reset);
    }

    /** From the next connection on each is seen by a tap of its own. */
    public void tap(Supplier<TrafficTap> each) {
        taps = each;
    }

    public void untap() {
        taps = () -> BLIND;
    }

    public void retarget(int next) {
        target = next;
    }

    /** Connections accepted so far. */
    public long connections() {
        return connections.get();
    }

    /** Connections that are open. */
    public int open() {
        return pairs.size();
    }

    /** Connections that {@link #cut} has reset so far. */
    public long resets() {
        return resets.get();
    }

    /** Resets every connection. */
    public void cut() {
        for (ProxiedConnection pair : pairs) {
            pair.reset();
            resets.incrementAndGet();
        }
    }

    /** Refuses connections from now on; those that are open stay. */
    public void refuse() throws IOException {
        ServerSocket open = listener;
        listener = null;
        if (open != null) {
            open.close();
        }
    }

    /** Accepts connections (again). */
    public void accept() throws IOException {
        if (listener == null) {
            listener = listening(port);
            serve();
        }
    }

    @Override
    public void close() throws IOException {
        refuse();
        set(new TrafficRule.Free());
        pairs.forEach(ProxiedConnection::reset);
    }

    void over(ProxiedConnection pair) {
        pairs.remove(pair);
    }

    private static ServerSocket listening(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    private void serve() {
        ServerSocket serving = listener;
        if (serving == null) {
            return;
        }
        Thread thread = new Thread(() -> accept(serving), name + "-accept");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket serving) {
        while (!serving.isClosed()) {
            try {
                link(serving.accept(), serving);
            } catch (IOException closed) {
                // Told by the loop's condition, unless it was one connection alone that failed.
            }
        }
    }

    private void link(Socket client, ServerSocket serving) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            connections.incrementAndGet();
            ProxiedConnection pair = new ProxiedConnection(this, client, server, taps.get());
            pairs.add(pair);
            if (listener != serving) {
                pair.reset(); // It came in while the door was closing, perhaps behind the back of a cut.
                return;
            }
            pair.start();
        } catch (IOException away) {
            client.setSoLinger(true, 0);
            client.close();
        }
    }
}
