package io.spanwire.acceptance.fault;

import java.time.Duration;

/**
 * What people do while something fails.
 *
 * @param name of their streams
 * @param commandsEach how many commands of each, at most
 * @param pause between two commands of one person, about
 */
public record Workload(String name, int people, int commandsEach, Duration pause, long seed) {}
