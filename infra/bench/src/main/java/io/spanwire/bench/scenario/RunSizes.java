package io.spanwire.bench.scenario;

import java.time.Duration;
import java.util.List;

/**
 * The sizes of a run.
 *
 * @param warmUp time of load on each new server process before anything is measured, for the JIT compilers
 * @param time length of one measurement
 * @param loads the closed loops of commands
 * @param payload bytes of a command's body
 * @param rate posts per second of the open loop
 * @param listeners number of sockets in the room of the open loop
 * @param sockets number of sockets in the fan-out room, and of idle sockets
 * @param history number of replayed events
 */
public record RunSizes(
        Duration warmUp,
        Duration time,
        int repetitions,
        List<CommandLoad> loads,
        int payload,
        int rate,
        int listeners,
        int sockets,
        int history) {

    /** One more round than repetitions; the first one does not count. */
    InterleavedRounds rounds() {
        return new InterleavedRounds(time, time, repetitions);
    }
}
