package io.spanwire.notifier.hub;

import java.time.Duration;

/**
 * Bounds of the hub.
 *
 * @param partitions of the installation
 * @param tailBytes heap for the newest events, in bytes
 * @param sweep how often history is asked for events that never arrived
 * @param attempts failed reads in a row before a subscription is given up
 */
public record HubSettings(int partitions, long tailBytes, Duration sweep, int attempts) {}
