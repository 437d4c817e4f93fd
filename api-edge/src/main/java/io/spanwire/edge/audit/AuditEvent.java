package io.spanwire.edge.audit;

import java.util.EnumSet;
import java.util.Set;

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
    /** 429, or a refused connection: too many of one caller or address. */
    TOO_MANY("too-many"),
    /** A webhook was added, changed or removed. */
    WEBHOOK_CHANGED("webhook-changed"),
    /** A process started, with these settings. */
    SETTINGS("settings"),
    /** An operator ran a command. */
    OPERATOR_COMMAND("operator-command");

    private final String text;

    AuditEvent(String text) {
        this.text = text;
    }

    /** Those that servers record of their clients, and count. */
    static Set<AuditEvent> ofServers() {
        return EnumSet.complementOf(EnumSet.of(SETTINGS, OPERATOR_COMMAND));
    }

    String text() {
        return text;
    }
}
