package io.spanwire.acceptance.fault;

import java.time.Duration;

/**
 * The parameters of a background load.
 *
 * @param name prefix of the streams' keys
 * @param commandsEach maximum number of commands per user
 * @param pause average pause between two commands of a user
 */
public record Workload(String name, int users, int commandsEach, Duration pause, long seed) {}
