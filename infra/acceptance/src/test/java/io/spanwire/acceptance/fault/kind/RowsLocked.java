package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.ProxiedCluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Somebody else's transaction holds rows that lanes need, for longer than their lock_timeout. */
public final class RowsLocked implements Fault {
    private final String name;
    private final ProxiedCluster installation;
    private final String lock;
    private @Nullable Connection holder;
    private long waiting;

    private RowsLocked(String name, ProxiedCluster installation, String lock) {
        this.name = name;
        this.installation = installation;
        this.lock = lock;
    }

    /** Every partition's row. */
    public static RowsLocked partitions(ProxiedCluster installation) {
        return new RowsLocked(
                "the partitions' rows are locked by somebody else",
                installation,
                "select partition from spanwire.partition order by partition for update");
    }

    /** A read model as a whole. */
    public static RowsLocked readModel(ProxiedCluster installation, String table) {
        return new RowsLocked(
                "a read model is locked by somebody else",
                installation,
                "lock table read_model." + table + " in exclusive mode");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void inject() throws SQLException {
        Connection connection = installation.owner();
        holder = connection;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(lock);
        }
    }

    /** Lanes wait for 10 s, then try again. */
    @Override
    public Duration hold() {
        return Duration.ofSeconds(13);
    }

    @Override
    public void heal() throws SQLException {
        if (holder != null) {
            waiting = waiting(holder);
            holder.rollback();
            holder.close();
            holder = null;
        }
    }

    private static long waiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "select count(distinct pid) from pg_locks where not granted and pid <> pg_backend_pid()")) {
            count.next();
            return count.getLong(1);
        }
    }

    @Override
    public String prove() {
        assertThat(waiting).as("sessions that wait for the lock at the end").isPositive();
        return name + ": " + waiting + " wait";
    }
}
