package io.spanwire.acceptance.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Set;

/** One connection through a proxy: the accepted socket, the socket to the target, and a thread for each direction. */
final class ProxiedConnection {
    private static final int CHUNK = 64 << 10;

    private final Proxy proxy;
    private final Socket client;
    private final Socket target;
    private final TrafficTap tap;
    private final Set<Direction> dropped = EnumSet.noneOf(Direction.class);

    ProxiedConnection(Proxy proxy, Socket client, Socket target, TrafficTap tap) {
        this.proxy = proxy;
        this.client = client;
        this.target = target;
        this.tap = tap;
    }

    void start() {
        thread(Direction.REQUESTS, client, target);
        thread(Direction.REPLIES, target, client);
    }

    /** Drops everything that follows in this direction. */
    synchronized void drop(Direction direction) {
        dropped.add(direction);
    }

    synchronized boolean isDropped(Direction direction) {
        return dropped.contains(direction);
    }

    /** Closes both sides with a TCP reset. */
    void reset() {
        reset(client);
        reset(target);
        proxy.remove(this);
    }

    /** Whether one side is closed while the other does not know it. */
    boolean isHalfOpen() {
        return client.isClosed() || target.isClosed();
    }

    private void thread(Direction direction, Socket from, Socket to) {
        Thread thread = new Thread(() -> pump(direction, from, to), proxy.name() + '-' + direction);
        thread.setDaemon(true);
        thread.start();
    }

    private void pump(Direction direction, Socket from, Socket to) {
        try {
            if (!forward(direction, from, to)) {
                reset();
                return;
            }
        } catch (IOException closed) {
            // One side has closed; end() closes the other, unless the link drops the close as well.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        end(direction, from, to);
    }

    /** Passes the close of one side to the other, unless the link drops traffic in the direction of the close. */
    private void end(Direction direction, Socket from, Socket to) {
        Direction closing = to.isClosed() ? direction.opposite() : direction;
        if (proxy.direction(closing).isBlackHole() || isDropped(closing)) {
            drop(closing);
            close(closing == direction ? from : to);
            return;
        }
        close(from);
        close(to);
        proxy.remove(this);
    }

    /** Forwards until the end of the stream; returns false if the connection must be reset. */
    private boolean forward(Direction direction, Socket from, Socket to) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        InputStream in = from.getInputStream();
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            TrafficTap.Decision decision = tap.inspect(direction, chunk, length);
            if (!proxy.direction(direction).forward(chunk, decision.forward(), to.getOutputStream(), this, direction)
                    || decision.reset()) {
                return false;
            }
        }
        return true;
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // Already closed: nothing to reset.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // The socket is closed in any case.
        }
    }
}
