package io.spanwire.projections.lane;

import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;

/**
 * What a lane needs to know.
 *
 * @param group the consumer group all workers of an installation share
 * @param member a name that survives a restart of this process, or empty
 * @param maxCommands commands in one transaction, at most
 * @param maxStreams stream states kept in memory, at most
 * @param snapshotEvery events between two snapshots of a stream
 * @param statementTimeout how long one statement may run
 * @param domainsHash tells this worker's domains from those of another one
 * @param database as the worker role
 */
public record LaneSettings(
        String group,
        String member,
        int maxCommands,
        int maxStreams,
        int snapshotEvery,
        Duration statementTimeout,
        String domainsHash,
        PgConnectOptions database) {

    /** The same for the n-th lane of a process: each is a member of its own. */
    LaneSettings ofLane(int number) {
        String own = member.isEmpty() ? "" : member + '-' + number;
        return new LaneSettings(
                group, own, maxCommands, maxStreams, snapshotEvery, statementTimeout, domainsHash, database);
    }
}
