package io.spanwire.projections.operator;

import io.spanwire.projections.schema.JdbcDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The operator's access to sessions. Edges and notifiers follow within a second. Blocking, one thread. */
public final class SessionAdmin implements AutoCloseable {
    /** Longer than a session can last, and tokens should. */
    private static final int KEEP_DAYS = 30;

    private final JdbcDatabase tables;

    private SessionAdmin(JdbcDatabase tables) {
        this.tables = tables;
    }

    /** Connects to the database with the login of edge and notifier. */
    public static SessionAdmin open(String url, String user, String password) {
        return new SessionAdmin(JdbcDatabase.forOperator(SessionAdmin.class, url, user, password));
    }

    /** The sessions of a subject, or of all when it is empty, newest first, at most {@code max}. */
    public List<BrowserSession> sessions(String subject, int max) {
        return tables.query("sessions.sql", SessionAdmin::session, subject, subject, max);
    }

    /** Whether the session is listed. */
    public boolean isListed(String id) {
        return tables.query("session-known.sql", row -> row.getBoolean("known"), id)
                .get(0);
    }

    /** Ends one session. */
    public void end(String id, String by) {
        end("session", id, by);
    }

    /** Ends all sessions and bearer tokens of a subject that began until now, which is returned. */
    public Instant endSubject(String subject, String by) {
        return end("subject", subject, by);
    }

    /** Ends all sessions and bearer tokens that began until now, which is returned; no service tokens. */
    public Instant endAll(String by) {
        return end("everyone", "", by);
    }

    private Instant end(String kind, String value, String by) {
        return tables.query(
                        "end-sessions.sql",
                        row -> row.getTimestamp("until").toInstant(),
                        kind,
                        value,
                        KEEP_DAYS,
                        "operator:" + by)
                .get(0);
    }

    private static BrowserSession session(ResultSet row) throws SQLException {
        return new BrowserSession(
                row.getString("id"),
                row.getString("subject"),
                row.getString("name"),
                row.getString("method"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("expires").toInstant());
    }

    @Override
    public void close() {
        tables.close();
    }
}
