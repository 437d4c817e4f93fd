package io.spanwire.bench.scenario;

import java.time.Duration;

/**
 * The sizes of a run.
 *
 * @param warmUp time before the first measurement of each contender, for the JIT compilers
 * @param time length of one measurement
 * @param inFlight concurrent commands in the closed loop
 * @param payload bytes of a command's body
 * @param streams number of target streams in the closed loop
 * @param rate posts per second of the open loop
 * @param sockets number of sockets in the fan-out room
 * @param history number of replayed events
 */
public record RunSizes(
        Duration warmUp,
        Duration time,
        int repetitions,
        int inFlight,
        int payload,
        int streams,
        int rate,
        int sockets,
        int history) {

    InterleavedRounds rounds() {
        return new InterleavedRounds(warmUp, time, repetitions);
    }
}
