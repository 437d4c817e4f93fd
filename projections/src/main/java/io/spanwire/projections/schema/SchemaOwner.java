package io.spanwire.projections.schema;

/**
 * Who may change the schema, and who will use it.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param worker the role that decides and writes
 * @param reader the role that only reads
 */
public record SchemaOwner(String url, String user, String password, String worker, String reader) {
    @Override
    public String toString() {
        return "DatabaseOwner[url=" + url + ", user=" + user + ", password=***]";
    }
}
