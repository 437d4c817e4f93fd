package io.spanwire.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.archive.ArchiveSize;
import io.spanwire.projections.archive.ArchivedPart;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReportTest {
    @Test
    void agesHaveAUnit() {
        assertThat(Age.parse("90d").duration()).isEqualTo(Duration.ofDays(90));
        assertThat(Age.parse("12h").duration()).isEqualTo(Duration.ofHours(12));
        assertThat(Age.parse("30m").duration()).isEqualTo(Duration.ofMinutes(30));
        assertThat(Age.parse("0s").duration()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "d", "-1d", "1.5d", "1w", "90D", "1234567d", "90 d"})
    void otherTextsAreRefused(String text) {
        assertThatThrownBy(() -> Age.parse(text))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("is no age");
    }

    @Test
    void linesAreSentences() {
        Instant first = Instant.parse("2026-01-02T03:04:05Z");
        ArchivedPart part = new ArchivedPart("chat/*", 2, 1_500, 540_000, 40_000, first, first.plusSeconds(86_400));

        assertThat(ArchiveReport.line(part))
                .isEqualTo("chat/*  2 streams, 1,500 events from 2026-01-02 to 2026-01-03: 540 kB in 40 kB of pages");
        assertThat(ArchiveReport.counted(new ArchiveSize(1, 1, 9_999), Age.parse("90d")))
                .isEqualTo("to archive, older than 90d: 1 event of 1 stream, 9,999 bytes of text");
        assertThat(ArchiveReport.counted(new ArchiveSize(0, 0, 0), Age.parse("90d")))
                .isEqualTo("Nothing older than 90d is left to archive.");
        assertThat(ArchiveReport.archived(new ArchiveSize(3, 10_000, 1), 2))
                .isEqualTo("archived 10,000 events of 3 streams in 2.0 s (5,000 events/s)");
        assertThat(ArchiveReport.bytes(12_345_678)).isEqualTo("12.3 MB");
    }
}
