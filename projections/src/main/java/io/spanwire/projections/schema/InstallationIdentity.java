package io.spanwire.projections.schema;

import java.util.UUID;

/**
 * Which history this is.
 *
 * @param epoch changes if history is ever recreated
 * @param partitions fixed when the installation was made
 */
public record InstallationIdentity(UUID epoch, int partitions) {}
