package io.spanwire.launcher.settings;

/**
 * Where the database is and who may do what there: {@code owner} migrates, {@code worker} decides and appends,
 * {@code reader} only selects (edge and notifier). The same record for the embedded and an external PostgreSQL.
 */
public record DatabaseFacts(String host, int port, String name, Login owner, Login worker, Login reader) {

    /** For the clients that speak JDBC (migrations). */
    public String jdbcUrl() {
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + bracketed + ":" + port + "/" + name;
    }
}
