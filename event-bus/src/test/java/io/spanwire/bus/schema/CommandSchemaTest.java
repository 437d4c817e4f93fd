package io.spanwire.bus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.Problem.Pointer;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandSchemaTest {
    record Post(@NotBlank @Size(max = 10) String text) {}

    record Move(
            @NotNull @Pattern(regexp = "[a-z]+") String to,
            @Min(1) @Max(9) long steps,
            @NotNull @Size(max = 2) List<@NotBlank String> tags) {}

    record Count(long all, @Min(1) int some, @NotNull List<Integer> each) {}

    record Plan(Instant at, LocalTime daily, List<UUID> id) {}

    record Later(Instant at) {
        Later {
            if (at.isBefore(Instant.parse("2026-01-01T00:00:00Z"))) {
                throw new IllegalArgumentException("The time must not be before 2026.");
            }
        }
    }

    private final CommandSchema post = schema(Post.class);
    private final CommandSchema move = schema(Move.class);

    @Test
    void validDataIsAccepted() {
        assertThat(post.validate(Json.parse("{\"text\":\"hello\"}"))).isEmpty();
        assertThat(move.validate(Json.parse("{\"to\":\"a\",\"steps\":3,\"tags\":[\"x\"]}")))
                .isEmpty();
    }

    @Test
    void wrongTypeIsReportedByPointer() {
        assertThat(post.validate(Json.parse("{\"text\":1}")))
                .extracting(Pointer::pointer)
                .containsExactly("/text");
    }

    @Test
    void numberOutOfTheRecordsRangeIsRefused() {
        CommandSchema count = schema(Count.class);

        assertThat(count.validate(Json.parse("{\"all\":-9223372036854775808,\"some\":2147483647,\"each\":[1e2]}")))
                .isEmpty();
        assertThat(count.validate(Json.parse("{\"all\":1e300,\"some\":2147483648,\"each\":[99999999999]}")))
                .extracting(Pointer::pointer)
                .containsExactlyInAnyOrder("/all", "/some", "/each/0");
        assertThat(count.validate(Json.parse("{\"all\":-9223372036854775809,\"some\":0,\"each\":[]}")))
                .extracting(Pointer::pointer)
                .containsExactlyInAnyOrder("/all", "/some");
    }

    @Test
    void textOfAFormatMustBeOfTheFieldsType() {
        CommandSchema plan = schema(Plan.class);

        assertThat(
                        plan.validate(
                                Json.parse(
                                        "{\"at\":\"2026-11-30T10:00:00+01:00\",\"daily\":\"10:30\",\"id\":[\"018f3c5e-0000-7000-8000-000000000001\"]}")))
                .isEmpty();
        assertThat(plan.validate(Json.parse("{\"at\":\"tomorrow\"}")))
                .containsExactly(new Pointer("/at", "The text is no Instant, like 2026-11-30T10:00:00Z."));
        assertThat(plan.validate(Json.parse("{\"daily\":\"25:00\"}")))
                .containsExactly(new Pointer("/daily", "The text is no LocalTime, like 10:00:00."));
        assertThat(plan.validate(Json.parse("{\"id\":[\"018f3c5e-0000-7000-8000-000000000001\",\"x\"]}")))
                .extracting(Pointer::pointer)
                .containsExactly("/id/1");
    }

    @Test
    void whatAConstructorRefusesIsLeftToTheWorker() {
        assertThat(schema(Later.class).validate(Json.parse("{\"at\":\"1999-01-01T00:00:00Z\"}")))
                .isEmpty();
    }

    @Test
    void unknownPropertyIsRefused() {
        assertThat(post.validate(Json.parse("{\"text\":\"a\",\"__proto__\":{}}")))
                .extracting(Pointer::pointer)
                .containsExactly("/__proto__");
    }

    @Test
    void missingPropertyIsReported() {
        assertThat(post.validate(Json.parse("{}"))).extracting(Pointer::pointer).containsExactly("/text");
        assertThat(move.validate(Json.parse("{\"to\":\"a\",\"tags\":[]}")))
                .extracting(Pointer::pointer)
                .containsExactly("/steps");
    }

    @Test
    void blankTextLongTextAndNullAreRefused() {
        assertThat(post.validate(Json.parse("{\"text\":\"  \"}"))).hasSize(1);
        assertThat(post.validate(Json.parse("{\"text\":\"01234567890\"}"))).hasSize(1);
        assertThat(post.validate(Json.parse("{\"text\":null}"))).isNotEmpty();
    }

    @Test
    void unstorableTextIsRefused() {
        for (String text : List.of("a\\u0000", "\\ud800", "\\ud800x", "\\udc00")) {
            assertThat(post.validate(Json.parse("{\"text\":\"" + text + "\"}")))
                    .extracting(Pointer::pointer)
                    .containsExactly("/text");
        }
        assertThat(post.validate(Json.parse("{\"text\":\"\\ud83d\\ude00\"}"))).isEmpty();
    }

    @Test
    void nonObjectIsRefused() {
        assertThat(post.validate(Json.parse("[]"))).isNotEmpty();
        assertThat(post.validate(Json.parse("\"text\""))).isNotEmpty();
    }

    @Test
    void rangesPatternsAndElementsAreChecked() {
        assertThat(move.validate(Json.parse("{\"to\":\"A\",\"steps\":10,\"tags\":[\"\",\"b\",\"c\"]}")))
                .extracting(Pointer::pointer)
                .contains("/to", "/steps", "/tags");
    }

    private static CommandSchema schema(Class<?> type) {
        return new CommandSchema(type, new RecordSchemaGenerator().schemaOf(type));
    }
}
