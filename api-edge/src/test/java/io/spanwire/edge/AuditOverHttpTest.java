package io.spanwire.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AuditOverHttpTest {
    private static final String WRITE = "/api/streams/note/audit/write-note";
    private static final String BODY = "{\"text\":\"a\"}";

    @AutoClose
    private static final TestEdge edge = new TestEdge();

    @Test
    void signInsAndSignOutsAreRecorded() {
        double in = count("sign-in");
        double out = count("sign-out");

        edge.browser().signIn("Ann").send("DELETE", "/api/session", null);

        assertThat(count("sign-in")).isEqualTo(in + 1);
        assertThat(count("sign-out")).isEqualTo(out + 1);
    }

    @Test
    void refusalsAreRecorded() {
        TestBrowser ann = edge.browser().signIn("Ann");
        double foreign = count("foreign-page");
        double forbidden = count("forbidden");
        double unauthenticated = count("unauthenticated");

        ann.post(WRITE, BODY, "origin", "https://evil.example");
        ann.post(WRITE, BODY, "x-csrf-token", "guess");
        ann.post("/api/streams/note/secret/write-note", BODY);
        edge.browser().get("/api/session", "authorization", "Bearer x.y.z");
        edge.browser().get("/api/session", "cookie", "__Host-spanwire=forged");
        edge.browser().get("/api/session");
        ann.post(WRITE, BODY);

        assertThat(count("foreign-page")).isEqualTo(foreign + 2);
        assertThat(count("forbidden")).isEqualTo(forbidden + 1);
        assertThat(count("unauthenticated")).as("no credentials are no attempt").isEqualTo(unauthenticated + 2);
    }

    private static double count(String event) {
        return edge.meters.counter("spanwire.audit.events", "event", event).count();
    }
}
