package io.spanwire.projections.lane;

import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;

/**
 * The settings of a process's lanes.
 *
 * @param group the consumer group of all workers of an installation
 * @param member a name that survives a restart of this process, or empty
 * @param maxCommands the maximum number of commands in one transaction
 * @param maxStreams the maximum number of cached stream states
 * @param snapshotEvery events between two snapshots of a stream
 * @param statementTimeout how long one statement may run
 * @param relayLinger how long an event may wait for others before it is sent to Kafka
 * @param domainsHash identifies this worker's domains
 * @param database as the worker role
 */
public record LaneSettings(
        String group,
        String member,
        int maxCommands,
        int maxStreams,
        int snapshotEvery,
        Duration statementTimeout,
        Duration relayLinger,
        String domainsHash,
        PgConnectOptions database) {

    /** The settings of the n-th lane, which is a group member of its own. */
    LaneSettings ofLane(int number) {
        String own = member.isEmpty() ? "" : member + '-' + number;
        return new LaneSettings(
                group,
                own,
                maxCommands,
                maxStreams,
                snapshotEvery,
                statementTimeout,
                relayLinger,
                domainsHash,
                database);
    }
}
