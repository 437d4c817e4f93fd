package io.spanwire.bus.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A stream type's events have versions, upcasters and former names; a contradiction is refused when it is built. */
class EventVersionsTest {
    record Post(String text) {}

    record Posted(String author, String text) {}

    record Total(int value) {}

    @Test
    void eventWithoutUpcastersHasVersionOne() {
        StreamType<Total> type = type(builder -> builder);

        assertThat(type.event("room.posted").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void everyUpcasterAddsAVersionInWhateverOrderTheyAreDeclared() {
        StreamType<Total> type = type(builder -> builder.upcast("posted", 2, data -> data.put("text", "second"))
                .upcast("posted", 1, data -> data.put("text", "first").put("author", "unknown")));

        EventType<Total, ?> posted = type.event("room.posted").orElseThrow();
        ObjectNode data = Json.mapper().createObjectNode();
        assertThat(posted.version()).isEqualTo(3);
        assertThat(posted.upcast(1, data.deepCopy())).hasToString("{\"text\":\"second\",\"author\":\"unknown\"}");
        assertThat(posted.upcast(2, data.deepCopy())).hasToString("{\"text\":\"second\"}");
        assertThat(posted.upcast(3, data.deepCopy())).hasToString("{}");
    }

    @Test
    void formerNameIsReadAsTheEventAndIsNoEventOfItsOwn() {
        StreamType<Total> type = type(builder -> builder.renamed("said", "posted"));

        assertThat(type.event("room.said")).isEqualTo(type.event("room.posted"));
        assertThat(type.events()).hasSize(1);
        assertThat(type.event("room.posted").orElseThrow().storedNames()).containsExactly("room.posted", "room.said");
    }

    @Test
    void gapsDuplicatesAndUnknownEventsAreRefused() {
        refused(builder -> builder.upcast("posted", 2, data -> data))
                .hasMessage("Stream type room has an upcaster of posted from version 2, but none from version 1");
        refused(builder -> builder.upcast("posted", 1, data -> data).upcast("posted", 1, data -> data))
                .hasMessage("Stream type room has the upcaster of posted from version 1 twice");
        refused(builder -> builder.upcast("posted", 0, data -> data))
                .hasMessage("Stream type room has an upcaster of posted from version 0, but versions start at 1");
        refused(builder -> builder.upcast("said", 1, data -> data))
                .hasMessage("Stream type room has an upcaster of the event said, which it does not have");
        refused(builder -> builder.renamed("said", "told"))
                .hasMessage("Stream type room has the former name said of the event told, which it does not have");
        refused(builder -> builder.renamed("posted", "posted"))
                .hasMessage("Stream type room has the former event name posted as an event, too");
        refused(builder -> builder.renamed("said", "posted").renamed("said", "posted"))
                .hasMessage("Stream type room has the former event name said twice");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(
            UnaryOperator<StreamType.Builder<Total>> more) {
        return assertThatThrownBy(() -> type(more)).isInstanceOf(IllegalStateException.class);
    }

    private static StreamType<Total> type(UnaryOperator<StreamType.Builder<Total>> more) {
        return more.apply(StreamType.of("room", Total.class, new Total(0))
                        .command("post", Post.class, (total, post, context) -> Decision.accept())
                        .event("posted", Posted.class, (total, posted) -> new Total(total.value() + 1)))
                .build();
    }
}
