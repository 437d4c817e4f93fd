package io.spanwire.acceptance.fault.kind;

import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.harness.ProxiedCluster;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Another session takes a lane's locks in the opposite order, and PostgreSQL aborts the lane's transaction. It needs
 * load.
 */
public final class Deadlock implements Fault {
    private static final String WAITING =
            "select count(*) from pg_locks where not granted and locktype in ('transactionid', 'tuple')";

    private final ProxiedCluster cluster;
    private long before;

    public Deadlock(ProxiedCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "a deadlock, which the lane loses";
    }

    /** Returns after the deadlock is resolved. */
    @Override
    public void inject() throws SQLException, IOException {
        before = deadlocks();
        try (Connection other = cluster.connectAsSuperuser()) {
            other.setAutoCommit(false);
            run(other, "set local deadlock_timeout = '1min'");
            run(other, "select stream from spanwire.stream order by stream for update");
            await("a lane waits").atMost(Duration.ofSeconds(30)).until(this::isLaneWaiting);
            run(other, "select partition from spanwire.partition order by partition for update");
            other.rollback();
        }
    }

    private boolean isLaneWaiting() throws SQLException {
        try (Connection connection = cluster.connectAsOwner()) {
            return number(connection, WAITING) > 0;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public void heal() {
        // Already resolved: PostgreSQL has aborted one of the two transactions, and inject() rolled back the other.
    }

    @Override
    public String prove() {
        await("PostgreSQL counts the deadlock").atMost(Duration.ofSeconds(10)).until(() -> deadlocks() > before);
        return name();
    }

    private long deadlocks() throws SQLException {
        try (Connection connection = cluster.connectAsOwner()) {
            return number(connection, "select deadlocks from pg_stat_database where datname = current_database()");
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
