package io.spanwire.notifier.socket;

import java.time.Duration;

/**
 * Bounds of one socket.
 *
 * @param subscriptions streams it may follow at once
 * @param sends commands it may have under way at once
 * @param framesPerSecond frames it may send on average, twice as many at once; a faster one is read slower
 * @param buffer bytes written to it but not sent, behind which its cursors wait
 * @param heartbeat how often it is sent {@code {}}
 * @param answer how long it has to send anything after that
 * @param patience how long the edge may take to answer for it (access, outcome, refresh)
 * @param spread over how much time clients should come back when this server stops
 * @param drain how long commands under way may take to finish when this server stops
 */
public record SocketSettings(
        int subscriptions,
        int sends,
        int framesPerSecond,
        int buffer,
        Duration heartbeat,
        Duration answer,
        Duration patience,
        Duration spread,
        Duration drain) {
    /** A frame's largest size in bytes, both ways of the protocol's client side; for the server's options. */
    public static final int FRAME_BYTES = 64 * 1024;

    /**
     * For the server's idle timeout, which must be longer than two heartbeats: it is what at last cuts a connection whose peer
     * takes nothing any more, because no close frame gets through to it.
     */
    public Duration idle() {
        return heartbeat.multipliedBy(3);
    }

    /** The subprotocol's name, for the handshake. */
    public static final String SUBPROTOCOL = "spanwire.v1";

    public SocketSettings {
        if (subscriptions < 1 || sends < 1 || framesPerSecond < 1 || buffer < 1) {
            throw new IllegalArgumentException("Every bound of a socket is positive");
        }
        if (answer.compareTo(heartbeat) >= 0) {
            throw new IllegalArgumentException("A heartbeat is answered before the next one");
        }
    }

    public static SocketSettings defaults() {
        return new SocketSettings(
                100,
                128,
                200,
                128 * 1024,
                Duration.ofSeconds(25),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3));
    }

    /** The same with another heartbeat. */
    public SocketSettings withHeartbeat(Duration every, Duration answered) {
        return new SocketSettings(
                subscriptions, sends, framesPerSecond, buffer, every, answered, patience, spread, drain);
    }

    /** The same with other limits. */
    public SocketSettings withLimits(int streams, int commands, int frames) {
        return new SocketSettings(streams, commands, frames, buffer, heartbeat, answer, patience, spread, drain);
    }

    /** The same with another advice and time for stopping. */
    public SocketSettings withStop(Duration over, Duration finish) {
        return new SocketSettings(
                subscriptions, sends, framesPerSecond, buffer, heartbeat, answer, patience, over, finish);
    }
}
