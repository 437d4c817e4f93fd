package io.spanwire.notifier.hub;

import java.time.Duration;

/**
 * Limits of the hub.
 *
 * @param partitions of the installation
 * @param tailBytes heap for the newest events, in bytes
 * @param gapScanInterval how often history is checked for events that never arrived
 * @param pageEvents of a page of a feed
 * @param maxReadAttempts failed reads in a row after which a subscription fails
 */
public record HubSettings(
        int partitions, long tailBytes, Duration gapScanInterval, int pageEvents, int maxReadAttempts) {}
