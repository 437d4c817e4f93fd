package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.harness.ProxiedCluster;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Somebody else takes a lane's locks in the other order, and PostgreSQL ends the lane's transaction. Needs work to do. */
public final class Deadlock implements Fault {
    private static final String WAITING =
            "select count(*) from pg_locks where not granted and locktype in ('transactionid', 'tuple')";

    private final ProxiedCluster installation;
    private long before;

    public Deadlock(ProxiedCluster installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return "a deadlock, which the lane loses";
    }

    /** Returns when it is over. */
    @Override
    public void inject() throws SQLException, IOException {
        before = deadlocks();
        try (Connection other = installation.superuser()) {
            other.setAutoCommit(false);
            run(other, "set local deadlock_timeout = '1min'");
            run(other, "select stream from spanwire.stream order by stream for update");
            await("a lane waits").atMost(Duration.ofSeconds(30)).until(() -> waits());
            run(other, "select partition from spanwire.partition order by partition for update");
            other.rollback();
        }
    }

    private boolean waits() throws SQLException {
        try (Connection looking = installation.owner()) {
            return number(looking, WAITING) > 0;
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
        // It is over: PostgreSQL has ended one of the two transactions, and we the other.
    }

    @Override
    public String prove() {
        await("PostgreSQL counts the deadlock").atMost(Duration.ofSeconds(10)).until(() -> deadlocks() > before);
        long happened = deadlocksNow() - before;
        assertThat(happened).isPositive();
        return name() + ": " + happened;
    }

    private long deadlocksNow() {
        try {
            return deadlocks();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long deadlocks() throws SQLException {
        try (Connection looking = installation.owner()) {
            return number(looking, "select deadlocks from pg_stat_database where datname = current_database()");
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
