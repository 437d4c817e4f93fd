package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.ProxiedCluster;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another client uses all the connections that PostgreSQL allows, and Spanwire's were terminated. */
public final class ConnectionsExhausted implements Fault {
    private static final String TOO_MANY = "53300";
    private static final int MAX_ROUNDS = 100;

    private final ProxiedCluster cluster;
    private final List<Connection> taken = new ArrayList<>();
    private @Nullable Connection superuser;
    private int refused;
    private long remaining = -1;

    public ConnectionsExhausted(ProxiedCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "PostgreSQL has no connection left (max_connections)";
    }

    @Override
    public void inject() throws SQLException, IOException {
        refused = 0;
        Connection connection = cluster.connectAsSuperuser();
        superuser = connection;
        for (int round = 0; round < MAX_ROUNDS && (refused == 0 || ours(connection) > 0); round++) {
            terminateOurs(connection);
            takeAll();
        }
    }

    private void takeAll() throws SQLException {
        try {
            while (true) {
                taken.add(cluster.connectAsOwner());
            }
        } catch (SQLException full) {
            if (!TOO_MANY.equals(full.getSQLState())) {
                throw full;
            }
            refused++;
        }
    }

    private static void terminateOurs(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name in ('spanwire-worker', 'spanwire-reader')");
        }
    }

    private static long ours(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where application_name in ('spanwire-worker', 'spanwire-reader')")) {
            count.next();
            return count.getLong(1);
        }
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(8);
    }

    @Override
    public void heal() throws SQLException {
        if (superuser != null) {
            remaining = ours(superuser);
            superuser.close();
            superuser = null;
        }
        for (Connection connection : taken) {
            connection.close();
        }
        taken.clear();
    }

    @Override
    public String prove() {
        assertThat(refused).as("connections refused").isPositive();
        assertThat(remaining)
                .as("Spanwire's connections at the end of the fault")
                .isZero();
        return name();
    }
}
