package io.spanwire.projections.schema;

/**
 * A login for blocking work with the database.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://host:port/database}, with the parameters of TLS
 */
public record JdbcLogin(String url, String user, String password) {
    @Override
    public String toString() {
        return "JdbcLogin[url=" + url + ", user=" + user + ", password=***]";
    }
}
