package io.spanwire.launcher.settings;

/**
 * The address and logins of the database, embedded or external: {@code owner} migrates, {@code worker} decides and
 * appends, {@code reader} only selects (edge and notifier).
 */
public record DatabaseEndpoint(
        String host, int port, String name, DatabaseLogin owner, DatabaseLogin worker, DatabaseLogin reader) {
    /**
     * Without a login timeout, a server that accepts and never answers would block forever; a migration may take long.
     */
    private static final String PARAMETERS = "?loginTimeout=10&tcpKeepAlive=true";

    /** For migrations and operator commands. */
    public String jdbcUrl() {
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + bracketed + ":" + port + "/" + name + PARAMETERS;
    }
}
