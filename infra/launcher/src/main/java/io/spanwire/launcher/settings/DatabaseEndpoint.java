package io.spanwire.launcher.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.file.Path;

/**
 * The address and logins of the database, embedded or external: {@code owner} migrates, {@code worker} decides and
 * appends, {@code reader} only selects (edge and notifier).
 */
public record DatabaseEndpoint(
        String host,
        int port,
        String name,
        DatabaseTls tls,
        DatabaseLogin owner,
        DatabaseLogin worker,
        DatabaseLogin reader) {
    /**
     * Without a login timeout, a server that accepts and never answers would block forever; a migration may take long.
     */
    private static final String PARAMETERS = "?loginTimeout=10&tcpKeepAlive=true";

    /** Without TLS. */
    public DatabaseEndpoint(
            String host, int port, String name, DatabaseLogin owner, DatabaseLogin worker, DatabaseLogin reader) {
        this(host, port, name, DatabaseTls.DISABLED, owner, worker, reader);
    }

    /** For blocking work: the start, operator commands, and what looks after the tables. */
    public String jdbcUrl() {
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + bracketed + ":" + port + "/" + name + PARAMETERS + protection();
    }

    /** Without a root, the driver would look for a file in the user's home; its other factory trusts what Java trusts. */
    private String protection() {
        if (!tls.verified()) {
            return "&sslmode=disable";
        }
        return "&sslmode=verify-full"
                + tls.root()
                        .map(Path::toString)
                        .map(file -> "&sslrootcert=" + URLEncoder.encode(file, UTF_8))
                        .orElse("&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
    }
}
