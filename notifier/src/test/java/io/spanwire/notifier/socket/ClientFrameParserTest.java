package io.spanwire.notifier.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StartPoint;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFrameParserTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");

    @Test
    void emptyObjectIsAHeartbeat() {
        assertThat(ClientFrameParser.read("{}")).isEqualTo(new ClientFrame.Heartbeat());
    }

    @Test
    void everyVerbIsParsed() {
        String key = "order-1";
        assertThat(ClientFrameParser.read(
                        "{\"id\":1,\"send\":{\"stream\":\"chat/general\",\"command\":\"post-message\","
                                + "\"data\":{\"text\":\"hi\"},\"key\":\"" + key + "\",\"expect\":41}}"))
                .isEqualTo(new ClientFrame.Send(
                        1,
                        ROOM,
                        "post-message",
                        Json.parse("{\"text\":\"hi\"}"),
                        Optional.of(key),
                        OptionalLong.of(41)));
        assertThat(ClientFrameParser.read(
                        "{\"id\":1,\"send\":{\"stream\":\"chat/general\",\"command\":\"c\",\"data\":null}}"))
                .isEqualTo(
                        new ClientFrame.Send(1, ROOM, "c", Json.parse("null"), Optional.empty(), OptionalLong.empty()));
        assertThat(ClientFrameParser.read(
                        "{\"subscribe\":{\"stream\":\"chat/general\",\"after\":41,\"epoch\":\"e\"},\"id\":2}"))
                .isEqualTo(new ClientFrame.Subscribe(2, ROOM, new StartPoint.Version(41), Optional.of("e")));
        assertThat(ClientFrameParser.read("{\"id\":2,\"subscribe\":{\"stream\":\"chat/general\",\"after\":\"now\"}}"))
                .isEqualTo(new ClientFrame.Subscribe(2, ROOM, new StartPoint.Now(), Optional.empty()));
        assertThat(ClientFrameParser.read("{\"id\":2,\"subscribe\":{\"stream\":\"chat/general\"}}"))
                .isEqualTo(new ClientFrame.Subscribe(2, ROOM, StartPoint.START, Optional.empty()));
        assertThat(ClientFrameParser.read("{\"id\":3,\"unsubscribe\":{\"stream\":\"chat/general\"}}"))
                .isEqualTo(new ClientFrame.Unsubscribe(3, "chat/general"));
        assertThat(ClientFrameParser.read("{\"id\":4,\"refresh\":{\"token\":\"t\"}}"))
                .isEqualTo(new ClientFrame.Refresh(4, "t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "null",
                "1",
                "{\"id\":1}",
                "{\"subscribe\":{\"stream\":\"chat/general\"}}",
                "{\"id\":1,\"dance\":{}}",
                "{\"id\":-1,\"refresh\":{\"token\":\"t\"}}",
                "{\"id\":1.5,\"refresh\":{\"token\":\"t\"}}",
                "{\"id\":\"1\",\"refresh\":{\"token\":\"t\"}}",
                "{\"id\":9007199254740992,\"refresh\":{\"token\":\"t\"}}",
                "{\"id\":1,\"id\":1,\"refresh\":{\"token\":\"t\"}}",
                "{\"id\":1,\"refresh\":{\"token\":\"t\"},\"more\":1}",
                "{\"id\":1,\"refresh\":{\"token\":\"t\"}} {}",
                "{\"id\":1,\"send\":{\"stream\":\"chat/general\",\"send\":1},\"subscribe\":{}}"
            })
    void frameWithoutIdAndOneVerbIsUnreadable(String text) {
        assertThat(ClientFrameParser.read(text)).isInstanceOf(ClientFrame.Unreadable.class);
    }

    @Test
    void tooDeepFrameIsUnreadable() {
        String deep = "{\"id\":1,\"send\":" + "[".repeat(40) + "]".repeat(40) + "}";

        assertThat(ClientFrameParser.read(deep)).isInstanceOf(ClientFrame.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1,\"subscribe\":null}",
                "{\"id\":1,\"subscribe\":{}}",
                "{\"id\":1,\"subscribe\":{\"stream\":\"chat\"}}",
                "{\"id\":1,\"subscribe\":{\"stream\":\"chat/\"}}",
                "{\"id\":1,\"subscribe\":{\"stream\":\"chat/general\",\"after\":-1}}",
                "{\"id\":1,\"subscribe\":{\"stream\":\"chat/general\",\"after\":\"41\"}}",
                "{\"id\":1,\"subscribe\":{\"stream\":\"chat/general\",\"after\":null}}",
                "{\"id\":1,\"subscribe\":{\"stream\":\"chat/general\",\"more\":1}}",
                "{\"id\":1,\"send\":{\"stream\":\"chat/general\",\"command\":\"c\"}}",
                "{\"id\":1,\"send\":{\"stream\":\"chat/general\",\"command\":7,\"data\":{}}}",
                "{\"id\":1,\"send\":{\"stream\":\"chat/general\",\"command\":\"c\",\"data\":{},\"key\":1}}",
                "{\"id\":1,\"send\":{\"stream\":\"chat/general\",\"command\":\"c\",\"data\":{},\"expect\":\"1\"}}",
                "{\"id\":1,\"refresh\":{\"token\":\"\"}}"
            })
    void invalidBodyIsAnswered(String text) {
        assertThat(ClientFrameParser.read(text)).isInstanceOfSatisfying(ClientFrame.Invalid.class, invalid -> {
            assertThat(invalid.id()).isEqualTo(1);
            assertThat(invalid.problem().code()).isEqualTo("malformed");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "1e999999999", "-1e-99999999999"})
    void numbersOutOfRangeAreAnsweredWhereIdAndVerbAreReadable(String number) {
        assertThat(ClientFrameParser.read(
                        "{\"id\":1,\"send\":{\"stream\":\"chat/general\",\"command\":\"c\",\"data\":{\"n\":" + number
                                + "}}}"))
                .isInstanceOfSatisfying(ClientFrame.Invalid.class, invalid -> {
                    assertThat(invalid.id()).isEqualTo(1);
                    assertThat(invalid.problem().code()).isEqualTo("malformed");
                });
        assertThat(ClientFrameParser.read("{\"id\":" + number + ",\"send\":{}}"))
                .isInstanceOf(ClientFrame.Unreadable.class);
        assertThat(ClientFrameParser.read("{\"id\":1,\"dance\":" + number + "}"))
                .isInstanceOf(ClientFrame.Unreadable.class);
    }
}
