package io.spanwire.acceptance.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Set;

/** One connection through a proxy: the socket that was accepted, the one to the target, and a thread for each direction. */
final class ProxiedConnection {
    private static final int PIECE = 64 << 10;

    private final Proxy proxy;
    private final Socket client;
    private final Socket target;
    private final TrafficTap tap;
    private final Set<Direction> lost = EnumSet.noneOf(Direction.class);

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

    synchronized void lose(Direction direction) {
        lost.add(direction);
    }

    synchronized boolean isLost(Direction direction) {
        return lost.contains(direction);
    }

    /** Ends both sides with a reset. */
    void reset() {
        reset(client);
        reset(target);
        proxy.over(this);
    }

    /** Whether one side has gone without the other's knowledge. */
    boolean isHalf() {
        return client.isClosed() || target.isClosed();
    }

    private void thread(Direction direction, Socket from, Socket to) {
        Thread thread = new Thread(() -> pump(direction, from, to), proxy.name() + '-' + direction);
        thread.setDaemon(true);
        thread.start();
    }

    private void pump(Direction direction, Socket from, Socket to) {
        try {
            if (!pass(direction, from, to)) {
                reset();
                return;
            }
        } catch (IOException closed) {
            // One of the two is gone: the other one follows, unless the link loses even that.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        end(direction, from, to);
    }

    /** The end of one side is told to the other, in the direction of the news, unless that direction loses even this. */
    private void end(Direction direction, Socket from, Socket to) {
        Direction news = to.isClosed() ? direction.opposite() : direction;
        if (proxy.way(news).loses() || isLost(news)) {
            lose(news);
            close(news == direction ? from : to);
            return;
        }
        close(from);
        close(to);
        proxy.over(this);
    }

    /** False when the connection is to be reset; true at its end. */
    private boolean pass(Direction direction, Socket from, Socket to) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        InputStream in = from.getInputStream();
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            TrafficTap.Seen seen = tap.see(direction, piece, length);
            if (!proxy.way(direction).carry(piece, seen.forward(), to.getOutputStream(), this, direction)
                    || seen.reset()) {
                return false;
            }
        }
        return true;
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // Then there is nothing left to reset.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is closed all the same.
        }
    }
}
