package io.spanwire.edge.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedirectServerTest {
    @Test
    void redirectUsesOnlyThePath() {
        assertThat(RedirectServer.path("/a?b=c")).isEqualTo("/a?b=c");
        assertThat(RedirectServer.path("http://evil.example/a")).isEqualTo("/");
        assertThat(RedirectServer.path("*")).isEqualTo("/");
    }
}
