package io.spanwire.bus.message;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Why a command was sent, and so why its events exist. With it a whole chain can be shown: the command of a client, its
 * events, the commands that reactions and timers sent because of them, and so on.
 *
 * @param correlation the id of the command that the chain began with, the same in the whole chain
 * @param causation what caused the command: the event {@code type/key/version}, or the id of the command that set a
 *     timer; a client's command is its own cause
 * @param depth how many reactions are between the beginning of the chain and the command; at most {@link #MAX_DEPTH}
 */
public record Cause(UUID correlation, String causation, int depth) {
    /** The longest chain: a reaction to an event of this depth is refused, because reactions probably cause each other. */
    public static final int MAX_DEPTH = 16;

    private static final Pattern CAUSATION = Pattern.compile("[A-Za-z0-9._~/-]{1,200}");

    public Cause {
        if (!CAUSATION.matcher(causation).matches()) {
            throw new IllegalArgumentException("A causation is like chat/general/42, or a command's id");
        }
        if (depth < 0 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("A chain has a depth of 0 to " + MAX_DEPTH + ", not " + depth);
        }
    }

    /** The cause of a client's command: itself. */
    public static Cause itself(UUID command) {
        return new Cause(command, command.toString(), 0);
    }

    /**
     * The cause of a command that a reaction to this event sends.
     *
     * @throws IllegalArgumentException when the chain would become too long
     */
    public Cause after(StreamId stream, long version) {
        if (depth >= MAX_DEPTH) {
            throw new IllegalArgumentException("The chain has more than " + MAX_DEPTH
                    + " reactions behind each other: they probably cause each other without end");
        }
        return new Cause(correlation, stream.toString() + '/' + version, depth + 1);
    }
}
