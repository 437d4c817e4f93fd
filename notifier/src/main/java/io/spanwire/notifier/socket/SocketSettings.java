package io.spanwire.notifier.socket;

import java.time.Duration;

/**
 * Limits of one socket.
 *
 * @param subscriptions the maximum number of subscriptions
 * @param sends the maximum number of commands in flight
 * @param framesPerSecond client frames on average, bursts of twice as many; frames beyond that are read more slowly
 * @param buffer the bytes queued for writing at which subscriptions pause
 * @param heartbeat the interval at which the server sends {@code {}}
 * @param heartbeatTimeout the time within which the client must send a frame after that
 * @param timeout the time the edge has to answer (access, outcome, refresh)
 * @param spread the period over which clients should reconnect when this server stops
 * @param drain the time that commands in flight have to finish when this server stops
 */
public record SocketSettings(
        int subscriptions,
        int sends,
        int framesPerSecond,
        int buffer,
        Duration heartbeat,
        Duration heartbeatTimeout,
        Duration timeout,
        Duration spread,
        Duration drain) {
    /** The name of the subprotocol, for the handshake. */
    public static final String SUBPROTOCOL = "spanwire.v1";

    /** The maximum size of a client's frame in bytes, for the server's options. */
    public static final int FRAME_BYTES = 64 * 1024;

    public SocketSettings {
        if (subscriptions < 1 || sends < 1 || framesPerSecond < 1 || buffer < 1) {
            throw new IllegalArgumentException("Every limit of a socket must be positive");
        }
        if (heartbeatTimeout.compareTo(heartbeat) >= 0) {
            throw new IllegalArgumentException("The heartbeat timeout must be shorter than the heartbeat interval");
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

    /**
     * The server's idle timeout, longer than two heartbeats. It ends a connection whose peer reads nothing any more,
     * which no close frame can reach.
     */
    public Duration idle() {
        return heartbeat.multipliedBy(3);
    }
}
