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
 * A TCP proxy that forwards its port to another port of this machine and fails on demand: per direction by a
 * {@link TrafficRule}, as a whole by resetting and refusing connections. It has its own threads; thread-safe.
 */
public final class Proxy implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final TrafficTap FORWARD_ALL = (direction, bytes, length) -> TrafficTap.Decision.forwardAll(length);

    private final String name;
    private final ProxyDirection requests = new ProxyDirection();
    private final ProxyDirection replies = new ProxyDirection();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final int port;
    private volatile int target;
    private volatile Supplier<TrafficTap> taps = () -> FORWARD_ALL;
    private volatile @Nullable ServerSocket listener;

    private Proxy(String name, ServerSocket listener, int target) {
        this.name = name;
        this.listener = listener;
        this.port = listener.getLocalPort();
        this.target = target;
    }

    /** Starts a proxy from one port to another; the name appears in thread names and test messages. */
    public static Proxy between(int port, int target, String name) throws IOException {
        Proxy proxy = new Proxy(name, listen(port), target);
        proxy.startAccepting();
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

    public ProxyDirection direction(Direction direction) {
        return direction == Direction.REQUESTS ? requests : replies;
    }

    /** Sets the rule of both directions. */
    public void setRule(TrafficRule rule) {
        requests.setRule(rule);
        replies.setRule(rule);
    }

    /** Forwards everything again and resets connections of which one side is already closed. */
    public void heal() throws IOException {
        setRule(new TrafficRule.Forward());
        accept();
        connections.stream().filter(ProxiedConnection::isHalfOpen).forEach(ProxiedConnection::reset);
    }

    /** Gives each new connection a tap from the supplier. */
    public void tap(Supplier<TrafficTap> supplier) {
        taps = supplier;
    }

    public void retarget(int next) {
        target = next;
    }

    /** Number of connections accepted so far. */
    public long accepted() {
        return accepted.get();
    }

    /** Number of open connections. */
    public int open() {
        return connections.size();
    }

    /** Number of connections that {@link #resetAll} has reset so far. */
    public long resets() {
        return resets.get();
    }

    /** Resets every open connection. */
    public void resetAll() {
        for (ProxiedConnection connection : connections) {
            connection.reset();
            resets.incrementAndGet();
        }
    }

    /** Refuses new connections; open ones stay. */
    public void refuse() throws IOException {
        ServerSocket open = listener;
        listener = null;
        if (open != null) {
            open.close();
        }
    }

    /** Accepts connections again after {@link #refuse}. */
    public void accept() throws IOException {
        if (listener == null) {
            listener = listen(port);
            startAccepting();
        }
    }

    @Override
    public void close() throws IOException {
        refuse();
        setRule(new TrafficRule.Forward());
        connections.forEach(ProxiedConnection::reset);
    }

    void remove(ProxiedConnection connection) {
        connections.remove(connection);
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    private void startAccepting() {
        ServerSocket current = listener;
        if (current == null) {
            return;
        }
        Thread thread = new Thread(() -> accept(current), name + "-accept");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket current) {
        while (!current.isClosed()) {
            try {
                connect(current.accept(), current);
            } catch (IOException failed) {
                // Either the listener was closed, which ends the loop, or a single connection failed.
            }
        }
    }

    private void connect(Socket client, ServerSocket acceptedBy) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            accepted.incrementAndGet();
            ProxiedConnection connection = new ProxiedConnection(this, client, server, taps.get());
            connections.add(connection);
            if (listener != acceptedBy) {
                connection.reset(); // It was accepted while the listener was closing, perhaps after resetAll().
                return;
            }
            connection.start();
        } catch (IOException unreachable) {
            client.setSoLinger(true, 0);
            client.close();
        }
    }
}
