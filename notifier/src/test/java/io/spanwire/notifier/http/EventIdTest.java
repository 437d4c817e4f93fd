package io.spanwire.notifier.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.EventText;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventIdTest {
    private static final String EPOCH = "0b38f5f2-7a5e-4c0e-9f57-1f1a7c3f5a11";

    @Test
    void idIsAVersionAndItsEpoch() {
        assertThat(EventId.parse("42@" + EPOCH)).contains(new EventId(42, Optional.of(EPOCH)));
        assertThat(EventId.parse("0@" + EPOCH)).contains(new EventId(0, Optional.of(EPOCH)));
    }

    @Test
    void epochIsOptional() {
        assertThat(EventId.parse("42")).contains(new EventId(42, Optional.empty()));
    }

    @Test
    void invalidTextIsEmpty() {
        Stream.of("", "now", "-1", "+1", "4 2", "42@", "@" + EPOCH, "42@a b", "42@a@b", "42@ä", "42\n", "9".repeat(19))
                .forEach(text -> assertThat(EventId.parse(text)).as(text).isEmpty());
    }

    @Test
    void writtenIdCanBeParsed() {
        SseFormat format = new SseFormat();
        Buffer text = Buffer.buffer();
        format.start(1000, 41, EPOCH);

        format.append(text, 42, EventText.of("{\"version\":42}"));

        String[] lines = text.toString().split("\n", 2);
        assertThat(EventId.parse(lines[0].substring("id: ".length()))).contains(new EventId(42, Optional.of(EPOCH)));
        assertThat(lines[1]).isEqualTo("data: {\"version\":42}\n\n");
    }
}
