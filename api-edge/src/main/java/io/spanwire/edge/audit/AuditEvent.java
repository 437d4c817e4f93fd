package io.spanwire.edge.audit;

/** What the audit log records. */
public enum AuditEvent {
    SIGN_IN("sign-in"),
    SIGN_IN_FAILED("sign-in-failed"),
    SIGN_OUT("sign-out"),
    /** Sessions were ended by their subject, the identity provider or an operator. */
    SESSIONS_ENDED("sessions-ended"),
    /** 401: no session and no valid token. */
    UNAUTHENTICATED("unauthenticated"),
    /** 403: a page of another site, or without the session's CSRF token. */
    FOREIGN_PAGE("foreign-page"),
    /** 403: no access rule allows it. */
    FORBIDDEN("forbidden"),
    /** 429: too many of one caller. */
    TOO_MANY("too-many");

    private final String text;

    AuditEvent(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
