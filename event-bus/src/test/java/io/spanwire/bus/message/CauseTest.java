package io.spanwire.bus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.json.CommandJson;
import io.spanwire.bus.json.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CauseTest {
    private static final StreamId STREAM = new StreamId("chat", "general");
    private static final UUID ID = UUID.fromString("018f7a00-0000-7000-8000-000000000001");
    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void chainKeepsItsCorrelationAndCountsItsReactions() {
        Cause first = Cause.itself(ID);

        Cause second = first.after(STREAM, 42);

        assertThat(first).isEqualTo(new Cause(ID, ID.toString(), 0));
        assertThat(second).isEqualTo(new Cause(ID, "chat/general/42", 1));
    }

    @Test
    void chainEnds() {
        Cause deepest = new Cause(ID, "chat/general/1", Cause.MAX_DEPTH);

        assertThatThrownBy(() -> deepest.after(STREAM, 2)).hasMessageContaining("cause each other without end");
        assertThatThrownBy(() -> new Cause(ID, "no \"text\"", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void commandKeepsItsCause() {
        Cause cause = Cause.itself(ID).after(STREAM, 42);
        Command caused = command(cause);

        assertThat(CommandJson.read(CommandJson.write(caused))).isEqualTo(caused);
        assertThat(new String(CommandJson.write(command(Cause.itself(ID))), StandardCharsets.UTF_8))
                .doesNotContain("correlation");
        assertThat(CommandJson.read(CommandJson.write(command(Cause.itself(ID))))
                        .cause())
                .isEqualTo(Cause.itself(ID));
    }

    @Test
    void eventTextHasItsCauseAndOlderTextsStayAsTheyAre() {
        Cause cause = Cause.itself(ID).after(STREAM, 42);
        String text = EventJson.write(envelope(Optional.of(cause)), "{\"a\":1}");
        String older = EventJson.write(envelope(Optional.empty()), "{\"a\":1}");

        assertThat(text)
                .endsWith("\"command\":\"" + ID + "\",\"correlationid\":\"" + ID
                        + "\",\"causationid\":\"chat/general/42\",\"depth\":1,\"data\":{\"a\":1}}");
        assertThat(EventJson.read(text).envelope().cause()).isEqualTo(cause);
        assertThat(older).doesNotContain("correlationid");
        assertThat(EventJson.read(older).envelope().cause()).isEqualTo(Cause.itself(ID));
        assertThat(EventJson.write(EventJson.read(older).envelope(), "{\"a\":1}"))
                .isEqualTo(older);
    }

    @Test
    void derivedIdsAreTheSameAgainAndDifferWithEveryPart() {
        UUID id = DerivedIds.ofReaction("count", STREAM, 1, 0);
        Set<UUID> ids = new HashSet<>();
        ids.add(DerivedIds.ofReaction("count", STREAM, 1, 1));
        ids.add(DerivedIds.ofReaction("count", STREAM, 2, 0));
        ids.add(DerivedIds.ofReaction("other", STREAM, 1, 0));
        ids.add(DerivedIds.ofTimer(ID, 0));

        assertThat(DerivedIds.ofReaction("count", new StreamId("chat", "general"), 1, 0))
                .isEqualTo(id);
        assertThat(ids).hasSize(4).doesNotContain(id).allMatch(DerivedIds::isDerived);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(DerivedIds.isDerived(ID)).isFalse();
    }

    private static Command command(Cause cause) {
        return new Command(ID, STREAM, "post", "{}", Caller.of("reaction:x", "x"), AT, OptionalLong.empty(), cause);
    }

    private static EventJson.Envelope envelope(Optional<Cause> cause) {
        return new EventJson.Envelope(STREAM, 1, "chat.posted", 1, AT, "ann", ID, cause);
    }
}
