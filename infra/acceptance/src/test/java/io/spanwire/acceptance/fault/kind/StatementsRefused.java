package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.ProxiedCluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * PostgreSQL refuses every third transaction of a lane with a transient error. A trigger on the outcome table raises
 * it; a sequence counts, because a rollback does not reset a sequence.
 */
public final class StatementsRefused implements Fault {
    private final String name;
    private final ProxiedCluster cluster;
    private final String sqlState;
    private long refused;

    private StatementsRefused(String name, ProxiedCluster cluster, String sqlState) {
        this.name = name;
        this.cluster = cluster;
        this.sqlState = sqlState;
    }

    public static StatementsRefused serialization(ProxiedCluster cluster) {
        return new StatementsRefused("serialization failures (40001)", cluster, "40001");
    }

    public static StatementsRefused outOfMemory(ProxiedCluster cluster) {
        return new StatementsRefused("PostgreSQL is out of memory (53200)", cluster, "53200");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void inject() throws SQLException {
        run(
                "create sequence spanwire.refusals",
                "create function spanwire.refuse() returns trigger language plpgsql security definer as $$ begin"
                        + " if nextval('spanwire.refusals') % 3 = 0 then"
                        + " raise exception 'refused on purpose' using errcode = '" + sqlState + "'; end if;"
                        + " return null; end $$",
                "create trigger refuse before insert on spanwire.outcome"
                        + " for each statement execute function spanwire.refuse()");
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(6);
    }

    @Override
    public void heal() throws SQLException {
        try (Connection connection = cluster.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select coalesce(pg_sequence_last_value(to_regclass('spanwire.refusals')), 0)")) {
            row.next();
            refused = row.getLong(1) / 3;
        }
        run(
                "drop trigger if exists refuse on spanwire.outcome",
                "drop function if exists spanwire.refuse()",
                "drop sequence if exists spanwire.refusals");
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = cluster.connectAsOwner();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public String prove() {
        assertThat(refused).as(name).isPositive();
        return name + ": " + refused;
    }
}
