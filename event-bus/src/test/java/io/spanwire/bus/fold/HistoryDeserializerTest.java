package io.spanwire.bus.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored events of older versions and names become the values of the current domain; newer ones are unreadable. */
class HistoryDeserializerTest {
    private static final StreamId STREAM = StreamId.parse("room/one");

    record Post(String text) {}

    record Posted(String author, String text) {}

    record Authors(List<String> names, Map<String, Integer> messages, Optional<String> topic) {
        static final Authors NONE = new Authors(List.of(), Map.of(), Optional.empty());

        Authors posted(RecordedEvent<Posted> event) {
            return new Authors(List.of(event.data().author()), messages, topic);
        }
    }

    private static final StreamType<Authors> TYPE = type(data -> data.put("author", "unknown"));

    private static StreamType<Authors> type(EventType.Upcaster upcaster) {
        return StreamType.of("room", Authors.class, Authors.NONE)
                .command("post", Post.class, (state, post, context) -> Decision.accept())
                .event("posted", Posted.class, Authors::posted)
                .upcast("posted", 1, upcaster)
                .renamed("said", "posted")
                .build();
    }

    @Test
    void olderVersionIsUpcastAndTheCurrentOneIsNot() {
        StreamState<Authors> first =
                HistoryDeserializer.next(StreamState.empty(TYPE), text(1, "posted", 1, "{\"text\":\"a\"}"));
        StreamState<Authors> second =
                HistoryDeserializer.next(first, text(2, "posted", 2, "{\"author\":\"Ann\",\"text\":\"b\"}"));

        assertThat(first.state().names()).containsExactly("unknown");
        assertThat(second.state().names()).containsExactly("Ann");
    }

    @Test
    void formerNameIsRead() {
        RecordedEvent<?> event = HistoryDeserializer.event(TYPE, text(7, "said", 1, "{\"text\":\"a\"}"));

        assertThat(event.data()).isEqualTo(new Posted("unknown", "a"));
        assertThat(event.version()).isEqualTo(7);
        assertThat(event.stream()).isEqualTo(STREAM);
    }

    @Test
    void newerVersionIsUnreadableAndNotMisread() {
        String text = text(1, "posted", 3, "{\"author\":\"Ann\",\"text\":\"secret\"}");

        assertThatThrownBy(() -> HistoryDeserializer.event(TYPE, text))
                .isInstanceOf(UnreadableHistory.class)
                .hasMessage("event room.posted at version 1 has data of version 3,"
                        + " and this worker's domain knows only up to 2");
    }

    @Test
    void throwingUpcasterMakesTheHistoryUnreadableWithoutQuotingData() {
        StreamType<Authors> failing = type(data -> {
            throw new IllegalStateException(data.toString());
        });

        assertThatThrownBy(() -> HistoryDeserializer.event(failing, text(1, "posted", 1, "{\"text\":\"secret\"}")))
                .isInstanceOf(UnreadableHistory.class)
                .hasMessage("event room.posted at version 1 cannot be upcast from data of version 1,"
                        + " java.lang.IllegalStateException")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/schemas/room.posted/2",
                "spanwire:/schemas/room.posted/0",
                "spanwire:/schemas/room.posted/-1",
                "spanwire:/schemas/room.posted/99999999999",
                "https://example.com/schemas/room.posted/2"
            })
    void foreignSchemaIsNoVersion(String schema) {
        String text = text(1, "posted", 2, "{}").replace("spanwire:/schemas/room.posted/2", schema);

        assertThatThrownBy(() -> HistoryDeserializer.event(TYPE, text))
                .isInstanceOf(UnreadableHistory.class)
                .hasMessageContaining("is no event");
    }

    @Test
    void snapshotIsReadBack() {
        String snapshot = "{\"names\":[\"Ann\"],\"messages\":{\"Ann\":3}}";

        assertThat(HistoryDeserializer.snapshot(TYPE, 4, snapshot))
                .contains(
                        new StreamState<>(TYPE, 4, new Authors(List.of("Ann"), Map.of("Ann", 3), Optional.empty()), 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"names\":[]}", "{}", "{\"names\":[],\"messages\":{},\"removed\":1}", "null", "nonsense"})
    void snapshotOfAnotherClassIsNotRead(String snapshot) {
        assertThat(HistoryDeserializer.snapshot(TYPE, 4, snapshot)).isEmpty();
    }

    private static String text(long version, String event, int dataVersion, String data) {
        return EventJson.write(
                new EventJson.Envelope(
                        STREAM, version, "room." + event, dataVersion, Instant.EPOCH, "u-1", new UUID(0, 1)),
                data);
    }
}
