package io.spanwire.projections.schema;

/**
 * The login of the schema's owner, and the roles it grants access to.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param worker the role that reads and writes
 * @param reader the role that only reads
 */
public record SchemaOwner(String url, String user, String password, String worker, String reader) {
    public JdbcLogin login() {
        return new JdbcLogin(url, user, password);
    }

    @Override
    public String toString() {
        return "SchemaOwner[url=" + url + ", user=" + user + ", password=***]";
    }
}
