package io.spanwire.launcher.roles;

import io.spanwire.launcher.start.UserFacingException;
import io.vertx.pgclient.PgException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Error messages for a failed database connection: the login, the server's message, and what to do. */
final class DatabaseRefusal {
    private static final String UNREACHABLE =
            "Check that PostgreSQL runs and can be reached at database.host and database.port.";

    private static final Pattern TLS_MESSAGE =
            Pattern.compile("not (support|handle) SSL|SSL handshake failed|verified by hostnameverifier");

    private static final String TLS =
            "PostgreSQL's certificate must be signed by one in database.tls-root-certificate, or that Java trusts, and have"
                    + " database.host as a name. Without TLS on PostgreSQL's side, database.tls=disable says so.";

    private DatabaseRefusal() {}

    /** The error of a login or connection; empty for other failures, such as a migration's. */
    static Optional<UserFacingException> of(String login, Throwable failure) {
        return ofTls(login, failure).or(() -> ofState(login, failure));
    }

    /** The innermost cause says what is wrong with a certificate. */
    private static Optional<UserFacingException> ofTls(String login, Throwable failure) {
        return causes(failure).anyMatch(DatabaseRefusal::isOfTls)
                ? causes(failure)
                        .reduce((outer, inner) -> inner)
                        .map(innermost -> new UserFacingException(message(login, innermost), TLS, failure))
                : Optional.empty();
    }

    /** The PostgreSQL drivers have no type for it, and Vert.x leaves the reason out. */
    private static boolean isOfTls(Throwable cause) {
        return cause instanceof SSLException
                || cause instanceof CertificateException
                || TLS_MESSAGE.matcher(String.valueOf(cause.getMessage())).find();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static Optional<UserFacingException> ofState(String login, Throwable failure) {
        return causes(failure)
                .flatMap(cause -> state(cause).stream()
                        .flatMap(state -> advice(state, String.valueOf(cause.getMessage())).stream())
                        .map(advice -> new UserFacingException(message(login, cause), advice, failure)))
                .findFirst();
    }

    /** The error of a failure that can only be a login's or connection's. */
    static UserFacingException ofConnection(String login, Throwable failure) {
        return of(login, failure)
                .orElseGet(() -> new UserFacingException(message(login, failure), UNREACHABLE, failure));
    }

    private static String message(String login, Throwable cause) {
        String text = cause instanceof PgException pg ? pg.getErrorMessage() : cause.getMessage();
        return "PostgreSQL cannot be used as " + login + ": "
                + String.valueOf(text == null ? cause : text)
                        .lines()
                        .findFirst()
                        .orElse("no reason given");
    }

    private static Optional<String> state(Throwable cause) {
        return cause instanceof SQLException sql
                ? Optional.ofNullable(sql.getSQLState())
                : cause instanceof PgException pg ? Optional.ofNullable(pg.getSqlState()) : Optional.empty();
    }

    /** By SQLSTATE, of the SQL standard or of PostgreSQL. */
    private static Optional<String> advice(String state, String message) {
        return Optional.ofNullable(
                switch (state) {
                    case "28P01" ->
                        "Check this login's user and password in the settings (database.…-user, …-password).";
                    case "28000" ->
                        "Check that the role exists and that pg_hba.conf allows it from this host, with TLS if database.tls"
                                + " is verify-full, otherwise without.";
                    case "3D000" -> "Create the database, or correct database.name.";
                    case "42501" ->
                        message.contains("permission denied for database")
                                ? "Grant the role CONNECT on this database, and CREATE if it is the owner."
                                : null;
                    case "53300" -> "Raise PostgreSQL's max_connections, or close other connections.";
                    default -> state.startsWith("08") || state.startsWith("57P") ? UNREACHABLE : null;
                });
    }
}
