package io.spanwire.notifier.personal;

import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.personal.SubjectKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The keys in PostgreSQL, read with a role that can only select. Remembers none. */
public final class PostgresKeys implements KeySource {
    private final PreparedQuery<RowSet<Row>> keys;

    public PostgresKeys(Pool pool) {
        this.keys =
                pool.preparedQuery(Sql.beside(PostgresKeys.class, "keys.sql").text());
    }

    @Override
    public Future<Map<Long, SubjectKey>> keys(Set<Long> ids) {
        return keys.execute(Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, SubjectKey> found = new HashMap<>();
                    rows.forEach(row -> found.put(
                            row.getLong("id"),
                            new SubjectKey(
                                    row.getLong("id"), row.getBuffer("key").getBytes())));
                    return found;
                });
    }
}
