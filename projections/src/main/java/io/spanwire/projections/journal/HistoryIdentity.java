package io.spanwire.projections.journal;

import java.util.Optional;

/**
 * The identity of the history that a database holds.
 *
 * @param epoch changes when the history is recreated
 * @param commandLog Kafka's id of the topic that the stored offsets refer to; empty until the first start has stored it
 */
public record HistoryIdentity(String epoch, Optional<String> commandLog) {}
