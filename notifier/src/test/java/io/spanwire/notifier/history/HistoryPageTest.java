package io.spanwire.notifier.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HistoryPageTest {
    private static final HistoryPage PAGE = page(7, 3, "one\nzwölf\nthree");

    @Test
    void everyEventHasItsText() {
        assertThat(PAGE.text(7)).hasToString("one");
        assertThat(PAGE.text(8)).hasToString("zwölf");
        assertThat(PAGE.text(9)).hasToString("three");
        assertThat(PAGE.last()).isEqualTo(9);
        assertThat(PAGE.lines(8, 9)).hasToString("zwölf\nthree");
    }

    @Test
    void partOfAPageHasAtLeastOneEvent() {
        assertThat(PAGE.lastWithin(7, 9, 1)).isEqualTo(7);
        assertThat(PAGE.lastWithin(7, 9, 9)).isEqualTo(7);
        assertThat(PAGE.lastWithin(7, 9, 10)).isEqualTo(8);
        assertThat(PAGE.lastWithin(7, 9, 1_000)).isEqualTo(9);
        assertThat(PAGE.lastWithin(7, 8, 1_000)).isEqualTo(8);
        assertThat(PAGE.lastWithin(9, 9, 1)).isEqualTo(9);
    }

    @Test
    void emptyPageEndsBeforeItStarts() {
        assertThat(HistoryPage.EMPTY.events()).isZero();
        assertThat(HistoryPage.EMPTY.last()).isLessThan(HistoryPage.EMPTY.first());
    }

    @Test
    void everyLineMustBeAnEvent() {
        assertThatThrownBy(() -> page(1, 2, "one")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page(1, 1, "one\ntwo")).isInstanceOf(IllegalArgumentException.class);
    }

    private static HistoryPage page(long first, int events, String lines) {
        return new HistoryPage(first, events, lines.getBytes(StandardCharsets.UTF_8));
    }
}
