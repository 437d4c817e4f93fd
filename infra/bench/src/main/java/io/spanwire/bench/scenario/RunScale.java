package io.spanwire.bench.scenario;

import java.time.Duration;

/**
 * How much of everything.
 *
 * @param warmUp before the first measurement of each contender: the JIT compilers need their time
 * @param time of one measurement
 * @param inFlight commands at once in the closed loop
 * @param payload bytes of a command's body
 * @param streams that the closed loop spreads over
 * @param rate posts per second of the open loop
 * @param sockets in the room that is fanned out to
 * @param history events that are replayed
 */
public record RunScale(
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
