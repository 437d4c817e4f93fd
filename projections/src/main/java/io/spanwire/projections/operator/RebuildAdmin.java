package io.spanwire.projections.operator;

import io.spanwire.projections.schema.JdbcDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The operator's access to read models and their rebuilds. It records what is to be done; a worker does it. Each call
 * throws {@link io.spanwire.projections.journal.DatabaseUnavailable} when PostgreSQL does not answer. Blocking, one
 * thread.
 */
public final class RebuildAdmin implements AutoCloseable {
    private final JdbcDatabase tables;

    private RebuildAdmin(JdbcDatabase tables) {
        this.tables = tables;
    }

    /** Connects as the schema's owner. */
    public static RebuildAdmin open(String url, String user, String password) {
        return new RebuildAdmin(JdbcDatabase.forOperator(RebuildAdmin.class, url, user, password));
    }

    /** What a worker can be asked to do with a projection's tables. */
    public enum Request {
        /** Fill new tables from the events and put them into use. */
        REBUILD("rebuild"),
        /** Put the tables back into use that were replaced. */
        UNDO("undo"),
        /** Compare the tables with what the events give. */
        VERIFY("verify");

        private final String task;

        Request(String task) {
            this.task = task;
        }
    }

    /** All projections that workers have had, by name. */
    public List<ReadModel> readModels() {
        return tables.query("read-models.sql", RebuildAdmin::readModel);
    }

    public Optional<ReadModel> readModel(String projection) {
        return readModels().stream()
                .filter(each -> each.projection().equals(projection))
                .findFirst();
    }

    /** Records a request, which replaces one that has not ended. */
    public void request(ReadModel model, Request request, String by) {
        int version =
                switch (request) {
                    case REBUILD -> model.declared();
                    case UNDO -> model.replaced().orElseThrow();
                    case VERIFY -> model.version();
                };
        tables.query("request-task.sql", row -> row.getObject(1), request.task, version, by, model.projection());
    }

    /** Ends a task that has not ended; its tables are dropped by a worker. */
    public void cancel(String projection) {
        tables.update("cancel-task.sql", projection);
    }

    /** Drops the tables that are kept since they were replaced. */
    public void dropReplaced(String projection) {
        tables.inTransaction(() -> tables.query("drop-replaced.sql", row -> row.getObject(1), projection));
    }

    private static ReadModel readModel(ResultSet row) throws SQLException {
        int replaced = row.getInt("replaced");
        OptionalInt kept = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(replaced);
        return new ReadModel(
                row.getString("name"),
                row.getInt("version"),
                row.getInt("declared"),
                List.of((String[]) row.getArray("tables").getArray()),
                row.getString("task") == null ? Optional.empty() : Optional.of(task(row)),
                kept);
    }

    private static ReadModel.Task task(ResultSet row) throws SQLException {
        return new ReadModel.Task(
                row.getString("task"),
                row.getInt("task_version"),
                row.getString("state"),
                row.getLong("filled"),
                row.getLong("total"),
                row.getString("detail"));
    }

    @Override
    public void close() {
        tables.close();
    }
}
