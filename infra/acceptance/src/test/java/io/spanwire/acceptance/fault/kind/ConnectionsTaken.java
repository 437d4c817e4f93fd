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

/** Somebody else has all the connections that PostgreSQL allows, and ours were ended. */
public final class ConnectionsTaken implements Fault {
    private static final String TOO_MANY = "53300";
    private static final int ROUNDS = 100;

    private final ProxiedCluster installation;
    private final List<Connection> taken = new ArrayList<>();
    private @Nullable Connection superuser;
    private int refused;
    private long left = -1;

    public ConnectionsTaken(ProxiedCluster installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return "PostgreSQL has no connection left (max_connections)";
    }

    @Override
    public void inject() throws SQLException, IOException {
        refused = 0;
        Connection all = installation.superuser();
        superuser = all;
        for (int round = 0; round < ROUNDS && (refused == 0 || ours(all) > 0); round++) {
            end(all);
            takeAll();
        }
    }

    private void takeAll() throws SQLException {
        try {
            while (true) {
                taken.add(installation.owner());
            }
        } catch (SQLException full) {
            if (!TOO_MANY.equals(full.getSQLState())) {
                throw full;
            }
            refused++;
        }
    }

    private static void end(Connection all) throws SQLException {
        try (Statement statement = all.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name in ('spanwire-worker', 'spanwire-reader')");
        }
    }

    private static long ours(Connection all) throws SQLException {
        try (Statement statement = all.createStatement();
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
            left = ours(superuser);
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
        assertThat(left).as("connections of ours at the end of the fault").isZero();
        return name();
    }
}
