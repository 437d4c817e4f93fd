package io.spanwire.bus.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesJsonTest {
    private static final UUID ID = UUID.fromString("018f3b1e-0000-7000-8000-000000000001");
    private static final StreamId STREAM = StreamId.parse("chat/general");
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.120Z");

    @Test
    void commandRoundTrips() {
        Command command = new Command(
                ID,
                STREAM,
                "post-message",
                "{\"text\":\"\\\"hi\\\" \u2603\",\"n\":1.5}",
                new Caller("u-1", "Ann \"A\"", Map.of("role", "admin")),
                AT,
                OptionalLong.of(41));

        Command read = CommandJson.read(CommandJson.write(command));

        assertThat(read).isEqualTo(command);
        assertThat(read.fingerprint()).isEqualTo(command.fingerprint());
    }

    @Test
    void commandIsOneJsonObject() {
        Command command = new Command(
                ID,
                STREAM,
                "post",
                "{\"text\":\"\u2603\"}",
                new Caller("u-\"1\"", "Ann\n\u00e9", Map.of("\\", "\u2028\ud83d\ude00")),
                AT,
                OptionalLong.of(0));

        assertThat(new String(CommandJson.write(command), UTF_8))
                .isEqualTo("{\"id\":\"" + ID + "\",\"stream\":\"chat/general\",\"command\":\"post\","
                        + "\"at\":\"2026-11-22T10:00:00.120Z\",\"expected\":0,"
                        + "\"caller\":" + Json.write(command.caller()) + ",\"data\":" + command.data() + '}');
        assertThat(CommandJson.read(CommandJson.write(command))).isEqualTo(command);
    }

    @Test
    void outcomeOfAnyActorRoundTrips() {
        Outcome accepted = new Outcome.Accepted(ID, STREAM, "print", "u-\"\u00e9\"\n", 42, 0);

        assertThat(OutcomeJson.decode(OutcomeJson.encode(accepted))).isEqualTo(accepted);
    }

    @Test
    void dataOfMaxDepthFitsIntoMessages() {
        String deepest = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
        assertThat(Json.parse(deepest)).isNotNull();
        Command command = new Command(ID, STREAM, "post", deepest, Caller.of("u", "U"), AT, OptionalLong.empty());

        assertThat(CommandJson.read(CommandJson.write(command)).data()).isEqualTo(deepest);
        String event = EventJson.write(new EventJson.Envelope(STREAM, 1, "chat.posted", AT, "u", ID), deepest);
        assertThat(EventJson.read(event).data().toString()).isEqualTo(deepest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{}", "{\"id\":\"x\"}", "\u0000\u0001"})
    void nonCommandIsRefused(String text) {
        assertThatThrownBy(() -> CommandJson.read(text.getBytes(UTF_8)))
                .isInstanceOfAny(MalformedJson.class, IllegalArgumentException.class);
    }

    @Test
    void outcomesRoundTrip() {
        Outcome accepted = new Outcome.Accepted(ID, STREAM, "print", "u-1", 42, 2);
        Outcome rejected = new Outcome.Rejected(
                ID,
                STREAM,
                "print",
                "u-1",
                new Problem("muted", 409, "Muted", "No.", List.of(new Problem.Pointer("/a", "b"))));

        Outcome failed = new Outcome.Failed(ID, STREAM, "print", "u-1", Problems.UNDECIDABLE);

        assertThat(OutcomeJson.decode(OutcomeJson.encode(accepted))).isEqualTo(accepted);
        assertThat(OutcomeJson.decode(OutcomeJson.encode(rejected))).isEqualTo(rejected);
        assertThat(OutcomeJson.decode(OutcomeJson.encode(failed))).isEqualTo(failed);
        assertThat(OutcomeJson.write(accepted))
                .isEqualTo("{\"command\":\"" + ID + "\",\"outcome\":\"accepted\",\"stream\":\"chat/general\","
                        + "\"version\":42,\"events\":2}");
        assertThat(OutcomeJson.write(failed))
                .startsWith("{\"command\":\"" + ID + "\",\"outcome\":\"failed\",\"stream\":\"" + STREAM
                        + "\",\"problem\":{\"type\":\"/problems/undecidable\"");
    }

    @Test
    void eventIsACloudEvent() {
        String text = EventJson.write(
                new EventJson.Envelope(STREAM, 42, "chat.message-posted", AT, "u-\"7\"", ID), "{\"text\":\"hi\"}");

        assertThat(text)
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"42\",\"source\":\"/streams/chat/general\","
                        + "\"type\":\"chat.message-posted\",\"time\":\"2026-11-22T10:00:00.120Z\",\"version\":42,"
                        + "\"actor\":\"u-\\\"7\\\"\",\"command\":\"018f3b1e-0000-7000-8000-000000000001\","
                        + "\"data\":{\"text\":\"hi\"}}");
        assertThat(EventJson.read(text).envelope().actor()).isEqualTo("u-\"7\"");
    }

    @Test
    void eventWithDataOfVersionTwoNamesTheirSchema() {
        EventJson.Envelope envelope = new EventJson.Envelope(STREAM, 42, "chat.message-posted", 2, AT, "u-7", ID);

        String text = EventJson.write(envelope, "{\"text\":\"hi\"}");

        assertThat(text)
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"42\",\"source\":\"/streams/chat/general\","
                        + "\"type\":\"chat.message-posted\",\"dataschema\":\"spanwire:/schemas/chat.message-posted/2\","
                        + "\"time\":\"2026-11-22T10:00:00.120Z\",\"version\":42,\"actor\":\"u-7\","
                        + "\"command\":\"018f3b1e-0000-7000-8000-000000000001\",\"data\":{\"text\":\"hi\"}}");
        assertThat(EventJson.read(text).envelope()).isEqualTo(envelope);
        assertThat(URI.create(Json.parse(text).path("dataschema").asText()))
                .as("CloudEvents 1.0 demands an absolute URI")
                .matches(URI::isAbsolute)
                .hasPath("/schemas/chat.message-posted/2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{} {}", "{\"a\":", "NaN", "'a'"})
    void parsingIsStrict(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> Json.parse("[".repeat(33) + "]".repeat(33))).isInstanceOf(MalformedJson.class);
        assertThat(Json.parse("[".repeat(32) + "]".repeat(32))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e99999999999",
                "-1e99999999999",
                "1e-99999999999",
                "1e999999999",
                "1e2147483648",
                "1e309",
                "1e-401"
            })
    void numbersBeyondTheRangeOfADoubleAreMalformed(String number) {
        String document = "{\"n\":" + number + "}";

        assertThatThrownBy(() -> Json.parse(document)).isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> Json.parse(document.getBytes(UTF_8))).isInstanceOf(MalformedJson.class);
        assertThat(Json.parseRounded(document).has("n")).isTrue();
    }

    @Test
    void numbersOfADoubleKeepTheirText() {
        String numbers = "[1.7976931348623157E+308,4.9E-324,-0.1,12345678901234567890123456789]";

        assertThat(Json.parse(numbers).toString()).isEqualTo(numbers);
    }

    @Test
    void commandOnTheTopicWithAnUnreadableNumberIsMalformed() {
        byte[] record = "{\"id\":1e99999999999}".getBytes(UTF_8);

        assertThatThrownBy(() -> CommandJson.read(record)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void bytesThatAreNotUtf8AreMalformed() {
        byte[] overlong = {'"', (byte) 0xC0, (byte) 0xAF, '"'};
        byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};

        assertThatThrownBy(() -> Json.parse(overlong)).isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> Json.parse(surrogate)).isInstanceOf(MalformedJson.class);
        assertThat(Json.parse("\"\u2603\"".getBytes(UTF_8)).textValue()).isEqualTo("\u2603");
    }
}
