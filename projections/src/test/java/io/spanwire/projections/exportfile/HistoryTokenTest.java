package io.spanwire.projections.exportfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HistoryTokenTest {
    private static final HistoryToken TOKEN = new HistoryToken(
            UUID.fromString("c57f34fa-1111-4222-8333-444444444444"),
            Instant.parse("2026-11-22T10:00:00Z"),
            1_000_000,
            List.of(0L, 1L, 127L, 128L, 300_000L, Long.MAX_VALUE));

    @Test
    void textIsReadAsItWasWritten() {
        assertThat(HistoryToken.parse(TOKEN.text())).isEqualTo(TOKEN);
    }

    @Test
    void textFitsIntoUrl() {
        HistoryToken usual =
                new HistoryToken(TOKEN.epoch(), TOKEN.outcomesFrom(), 10_000, Collections.nCopies(24, 100_000L));

        assertThat(usual.text()).matches("[A-Za-z0-9_-]+").hasSizeLessThan(140);
    }

    @Test
    void damagedTextIsRefused() {
        String text = TOKEN.text();

        for (int at = 0; at < text.length() - 1; at++) {
            String damaged = text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
            assertThatThrownBy(() -> HistoryToken.parse(damaged)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int length = 0; length < text.length() - 1; length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> HistoryToken.parse(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> HistoryToken.parse("no token!")).isInstanceOf(IllegalArgumentException.class);
    }
}
