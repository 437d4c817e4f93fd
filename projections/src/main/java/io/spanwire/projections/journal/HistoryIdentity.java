package io.spanwire.projections.journal;

import java.util.Optional;

/**
 * Which history a database holds.
 *
 * @param epoch changes when history is recreated
 * @param commandLog Kafka's id of the topic that the partitions' offsets speak of; empty until the first start has told
 */
public record HistoryIdentity(String epoch, Optional<String> commandLog) {}
