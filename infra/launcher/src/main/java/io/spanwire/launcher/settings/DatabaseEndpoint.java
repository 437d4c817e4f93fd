package io.spanwire.launcher.settings;

/**
 * Where the database is and who may do what there: {@code owner} migrates, {@code worker} decides and appends,
 * {@code reader} only selects (edge and notifier). The same record for the embedded and an external PostgreSQL.
 */
public record DatabaseEndpoint(
        String host, int port, String name, DatabaseLogin owner, DatabaseLogin worker, DatabaseLogin reader) {
    /** A server that takes the connection and says nothing would else be waited for without end; a migration may be long. */
    private static final String BOUNDS = "?loginTimeout=10&tcpKeepAlive=true";

    /** For the clients that speak JDBC (migrations). */
    public String jdbcUrl() {
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + bracketed + ":" + port + "/" + name + BOUNDS;
    }
}
