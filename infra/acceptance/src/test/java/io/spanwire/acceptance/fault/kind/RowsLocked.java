package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.ProxiedCluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Another session's transaction locks rows that lanes need, for longer than their lock_timeout. */
public final class RowsLocked implements Fault {
    private final String name;
    private final ProxiedCluster cluster;
    private final String lock;
    private @Nullable Connection holder;
    private long waiting;

    private RowsLocked(String name, ProxiedCluster cluster, String lock) {
        this.name = name;
        this.cluster = cluster;
        this.lock = lock;
    }

    /** Every partition's row. */
    public static RowsLocked partitions(ProxiedCluster cluster) {
        return new RowsLocked(
                "the partitions' rows are locked by another session",
                cluster,
                "select partition from spanwire.partition order by partition for update");
    }

    /** A whole read model table. */
    public static RowsLocked readModel(ProxiedCluster cluster, String table) {
        return new RowsLocked(
                "a read model is locked by another session",
                cluster,
                "lock table read_model." + table + " in exclusive mode");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void inject() throws SQLException {
        Connection connection = cluster.connectAsOwner();
        holder = connection;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(lock);
        }
    }

    /** Longer than a lane's lock_timeout of 10 s. */
    @Override
    public Duration hold() {
        return Duration.ofSeconds(13);
    }

    @Override
    public void heal() throws SQLException {
        if (holder != null) {
            waiting = countWaiting(holder);
            holder.rollback();
            holder.close();
            holder = null;
        }
    }

    private static long countWaiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "select count(distinct pid) from pg_locks where not granted and pid <> pg_backend_pid()")) {
            count.next();
            return count.getLong(1);
        }
    }

    @Override
    public String prove() {
        assertThat(waiting).as("sessions waiting for the lock at the end").isPositive();
        return name + ": " + waiting + " sessions waited";
    }
}
