package io.spanwire.launcher.roles;

import io.spanwire.launcher.start.UserFacingException;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A failure to use the database, made a refusal that names the login, what the server said, and what to do. */
final class DatabaseRefusal {
    private static final String UNREACHABLE =
            "Check that PostgreSQL runs and can be reached at database.host and database.port.";

    private DatabaseRefusal() {}

    /** The refusal of a login or connection; empty when it failed by something else, like a migration. */
    static Optional<UserFacingException> of(String login, Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> state(cause).stream()
                        .flatMap(state -> advice(state, String.valueOf(cause.getMessage())).stream())
                        .map(advice -> new UserFacingException(message(login, cause), advice, failure)))
                .findFirst();
    }

    /** The same where it can have failed by nothing else. */
    static UserFacingException ofConnection(String login, Throwable failure) {
        return of(login, failure)
                .orElseGet(() -> new UserFacingException(message(login, failure), UNREACHABLE, failure));
    }

    private static String message(String login, Throwable cause) {
        String said = cause instanceof PgException refused ? refused.getErrorMessage() : cause.getMessage();
        return "PostgreSQL cannot be used as " + login + ": "
                + String.valueOf(said == null ? cause : said)
                        .lines()
                        .findFirst()
                        .orElse("no reason given");
    }

    private static Optional<String> state(Throwable cause) {
        return cause instanceof SQLException sql
                ? Optional.ofNullable(sql.getSQLState())
                : cause instanceof PgException refused ? Optional.ofNullable(refused.getSqlState()) : Optional.empty();
    }

    /** By the SQL standard's states and PostgreSQL's. */
    private static Optional<String> advice(String state, String message) {
        return Optional.ofNullable(
                switch (state) {
                    case "28P01" ->
                        "Check this login's user and password in the settings (database.…-user, …-password).";
                    case "28000" ->
                        "Check that the role exists and that pg_hba.conf admits it from this host. Worker, edge and"
                                + " notifier connect without TLS.";
                    case "3D000" -> "Create the database, or set database.name to the one there is.";
                    case "42501" ->
                        message.contains("permission denied for database")
                                ? "Grant the role CONNECT on this database, and CREATE if it is the owner."
                                : null;
                    case "53300" -> "Raise PostgreSQL's max_connections, or end what holds its connections.";
                    default -> state.startsWith("08") || state.startsWith("57P") ? UNREACHABLE : null;
                });
    }
}
