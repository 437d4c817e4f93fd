package io.spanwire.projections.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.Cause;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.bus.personal.SubjectKey;
import io.spanwire.projections.decide.TimerChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimerSealerTest {
    private static final StreamId STREAM = new StreamId("room", "a");
    private static final UUID ID = new UUID(0, 1);
    private static final SubjectKey KEY = new SubjectKey(7, new byte[SubjectKey.BYTES]);

    private final TimerSealer sealer = new TimerSealer();

    @Test
    void personalDataWaitSealedAndAreGoneWithTheKey() {
        TimerRow.Pending row = sealed(Optional.of(new TimerChange.Personal("ann", "{\"text\":\"…\",\"n\":1}")));
        EventText text = EventText.of(row.data());

        assertThat(row.data()).doesNotContain("secret thing");
        assertThat(TimerSealer.data(EventSeal.open(text, KEY, row.secret()).toString()))
                .isEqualTo("{\"text\":\"secret thing\",\"n\":1}");
        assertThat(TimerSealer.data(EventSeal.open(text, null, row.secret()).toString()))
                .isEqualTo("{\"text\":\"…\",\"n\":1}");
    }

    @Test
    void otherDataWaitAsTheyAre() {
        TimerRow.Pending row = sealed(Optional.empty());

        assertThat(row.secret()).isNull();
        assertThat(EventSeal.isSealed(EventText.of(row.data()))).isFalse();
        assertThat(TimerSealer.data(row.data())).isEqualTo("{\"text\":\"secret thing\",\"n\":1}");
    }

    @Test
    void lastChangeOfATimerCounts() {
        TimerRow set = new TimerRow("room/a", "", "bell", 0, Optional.of(sealed(Optional.empty())));
        TimerRow cancelled = new TimerRow("room/a", "", "bell", 0, Optional.empty());
        TimerRow other = new TimerRow("room/a", "greet", "bell", 0, Optional.empty());

        assertThat(TimerRow.last(List.of(set, other, cancelled))).containsExactlyInAnyOrder(cancelled, other);
        assertThat(TimerRow.last(List.of(cancelled, set))).containsExactly(set);
    }

    private TimerRow.Pending sealed(Optional<TimerChange.Personal> personal) {
        TimerChange change = new TimerChange(
                STREAM,
                "",
                "bell",
                Optional.of(new TimerChange.Pending(
                        ID,
                        Instant.EPOCH,
                        STREAM,
                        "whisper",
                        "{\"text\":\"secret thing\",\"n\":1}",
                        personal,
                        Cause.itself(ID))));
        return sealer.seal(List.of(change), each -> 0, subjects -> Map.of("ann", KEY)).stream()
                .flatMap(row -> row.pending().stream())
                .findFirst()
                .orElseThrow();
    }
}
