package io.spanwire.edge.view;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The views that can be read: a projection that was added to an old history fills its tables from the events first. Once
 * filled they always are, so each view is looked up until then only. Thread-safe.
 */
final class BuiltViews {
    private static final Sql UNBUILT = Sql.beside(BuiltViews.class, "unbuilt.sql");

    private final Domains domains;
    private final Set<String> built = ConcurrentHashMap.newKeySet();

    BuiltViews(Domains domains) {
        this.domains = domains;
    }

    /** Fails with a problem while the view would show some of the events only. */
    Future<Void> require(SqlConnection connection, View view) {
        if (built.contains(view.name())) {
            return Future.succeededFuture();
        }
        String[] projections =
                domains.projectionsOf(view).stream().map(Projection::name).toArray(String[]::new);
        return connection
                .preparedQuery(UNBUILT.text())
                .execute(Tuple.of(projections))
                .compose(rows -> {
                    if (rows.size() > 0) {
                        return Future.failedFuture(new ProblemException(Problems.BEING_BUILT));
                    }
                    built.add(view.name());
                    return Future.succeededFuture();
                });
    }
}
