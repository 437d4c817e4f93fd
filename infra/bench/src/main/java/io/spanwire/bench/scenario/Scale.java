package io.spanwire.bench.scenario;

import java.time.Duration;

/**
 * How much of everything.
 *
 * @param time of one measurement
 * @param inFlight commands at once in the closed loop
 * @param payload bytes of a command's body
 * @param streams that the closed loop spreads over
 * @param rate posts per second of the open loop
 * @param sockets in the room that is fanned out to
 * @param history events that are replayed
 */
public record Scale(
        Duration time, int repetitions, int inFlight, int payload, int streams, int rate, int sockets, int history) {

    /** A warm-up is as long as a measurement, 5 s or more: the JIT compilers need their time. */
    Rounds rounds() {
        Duration least = Duration.ofSeconds(5);
        return new Rounds(time.compareTo(least) < 0 ? least : time, time, repetitions);
    }
}
