package io.spanwire.launcher.roles;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Sql;
import io.spanwire.launcher.start.UserFacingException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PreparedStatement;
import java.util.ArrayList;
import java.util.List;

/**
 * The check that PostgreSQL can plan every statement of the domains with the tables that there are. Otherwise a view with
 * a mistyped column answers 500 to its first caller, and a projection parks the first stream whose event it takes.
 */
final class StatementCheck {
    /** A statement and what it belongs to, like {@code view bids of the domain auction}. */
    private record Checked(String owner, Sql sql) {}

    private StatementCheck() {}

    /** Fails with a UserFacingException that names every statement of a projection that cannot be prepared. */
    static Future<Void> projections(Vertx vertx, PgConnectOptions login, Domains domains) {
        List<Checked> statements = new ArrayList<>();
        for (Domain domain : domains.all()) {
            domain.projections().forEach(projection -> projection.steps().values().stream()
                    .flatMap(List::stream)
                    .map(step -> step.statement().sql())
                    .distinct()
                    .forEach(sql -> statements.add(
                            new Checked("projection " + projection.name() + " of the domain " + domain.name(), sql))));
        }
        return check(vertx, login, statements);
    }

    /** The same for views. */
    static Future<Void> views(Vertx vertx, PgConnectOptions login, Domains domains) {
        List<Checked> statements = new ArrayList<>();
        for (Domain domain : domains.all()) {
            domain.views()
                    .forEach(view -> statements.add(
                            new Checked("view " + view.name() + " of the domain " + domain.name(), view.sql())));
        }
        return check(vertx, login, statements);
    }

    private static Future<Void> check(Vertx vertx, PgConnectOptions login, List<Checked> statements) {
        PgConnectOptions options = new PgConnectOptions(login).addProperty("search_path", "read_model");
        return PgConnection.connect(vertx, options)
                .compose(connection -> prepareAll(connection, statements).eventually(connection::close))
                .compose(StatementCheck::report);
    }

    /** One after the other; the result has a line for each that is refused. */
    private static Future<List<String>> prepareAll(PgConnection connection, List<Checked> statements) {
        Future<List<String>> refusals = Future.succeededFuture(new ArrayList<>());
        for (Checked each : statements) {
            refusals = refusals.compose(lines -> prepare(connection, each, lines));
        }
        return refusals;
    }

    private static Future<List<String>> prepare(PgConnection connection, Checked checked, List<String> refusals) {
        return connection
                .prepare(checked.sql().text())
                .compose(PreparedStatement::close)
                .map(refusals)
                .recover(failure -> {
                    if (failure instanceof PgException refused) {
                        refusals.add("The " + checked.owner() + ", "
                                + checked.sql().name() + ": " + refused.getErrorMessage() + ".");
                        return Future.succeededFuture(refusals);
                    }
                    return Future.failedFuture(failure);
                });
    }

    private static Future<Void> report(List<String> refusals) {
        return refusals.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new UserFacingException(
                        "PostgreSQL refuses statements of the domains.\n  " + String.join("\n  ", refusals),
                        "Correct them, or add a migration with the tables and columns that they use."));
    }
}
