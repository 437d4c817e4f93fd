package io.spanwire.projections.operator;

import io.spanwire.projections.schema.JdbcDatabase;
import io.spanwire.projections.schema.SchemaOwner;
import java.util.List;

/** The processes of an installation that are connected to its database. Blocking. */
public final class ConnectedProcesses {
    private ConnectedProcesses() {}

    /** Their application names; connects as the schema's owner. */
    public static List<String> of(SchemaOwner owner) {
        try (JdbcDatabase tables =
                JdbcDatabase.forOperator(ConnectedProcesses.class, owner.url(), owner.user(), owner.password())) {
            return new HistoryTables(tables).connected();
        }
    }
}
