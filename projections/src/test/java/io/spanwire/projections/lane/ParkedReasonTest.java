package io.spanwire.projections.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParkedReasonTest {
    @Test
    void reasonIsOneLineWithoutControlCharacters() {
        assertThat(ParkedReason.of("a\u0000b\nc\u001b[2Jd\ud800e \u2603")).isEqualTo("a b c [2Jd?e \u2603");
    }

    @Test
    void reasonIsBounded() {
        assertThat(ParkedReason.of("x".repeat(100_000))).hasSize(1_000);
    }

    @Test
    void kindOmitsValues() {
        assertThat(ParkedReason.kind("PostgreSQL 22P02: invalid input syntax: \"secret\""))
                .isEqualTo("PostgreSQL 22P02");
    }
}
