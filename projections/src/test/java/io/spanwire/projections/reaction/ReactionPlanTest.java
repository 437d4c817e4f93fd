package io.spanwire.projections.reaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Cause;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.DerivedIds;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.decide.OutgoingCommands;
import io.spanwire.projections.decide.TimerChange;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReactionPlanTest {
    private static final StreamId ROOM = new StreamId("room", "a");
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final UUID COMMAND = new UUID(0, 7);

    private final ReactionPlan plan =
            new ReactionPlan(new OutgoingCommands(Domains.of(List.of(new Rooms()))), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void commandIsMadeOfEventAndReactionAlone() throws Exception {
        ReactionPlan.Planned planned = plan("ann", 0);

        assertThat(planned.timers()).isEmpty();
        assertThat(planned.commands())
                .containsExactly(new Command(
                        DerivedIds.ofReaction("greet", ROOM, 3, 0),
                        ROOM,
                        "greet",
                        "{\"text\":\"hello ann\"}",
                        Caller.of("reaction:greet", "greet"),
                        NOW,
                        OptionalLong.empty(),
                        new Cause(COMMAND, "room/a/3", 1)));
    }

    @Test
    void timerKeepsPersonalDataApart() throws Exception {
        TimerChange.Pending later = plan("later", 0).timers().get(0).pending().orElseThrow();
        TimerChange.Pending secret = plan("secret", 0).timers().get(0).pending().orElseThrow();

        assertThat(later.due()).isEqualTo(NOW.plusSeconds(60));
        assertThat(later.personal()).isEmpty();
        assertThat(later.cause()).isEqualTo(new Cause(COMMAND, "room/a/3", 0));
        assertThat(secret.personal()).contains(new TimerChange.Personal("bob", "{\"text\":\"…\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "broken,it threw java.lang.IllegalStateException",
        "blank,the data of room/greet do not match its schema: /text",
        "nowhere,there is no stream type house",
        "unnamed,'it sends room/greet, which its sends(…) do not name'",
        "never,The timer hello is due at 9999-01-01T00:00:00Z"
    })
    void impossibleEffectsFailBeforeAnythingIsSent(String name, String reason) {
        assertThatThrownBy(() -> plan(name, 0))
                .isInstanceOf(ReactionPlan.Failed.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void endlessChainFails() {
        assertThatThrownBy(() -> plan("ann", Cause.MAX_DEPTH)).hasMessageContaining("cause each other without end");
    }

    private ReactionPlan.Planned plan(String name, int depth) throws ReactionPlan.Failed {
        RecordedEvent<Rooms.Came> event = new RecordedEvent<>(
                ROOM, 3, NOW, "bob", COMMAND, new Cause(COMMAND, COMMAND.toString(), depth), new Rooms.Came(name));
        return plan.plan(Rooms.GREET, () -> event);
    }
}
