package io.spanwire.bus.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is called valid at once, the schema library calls valid, too. */
class ValidDataTest {
    private static final int DOCUMENTS = 5_000;

    enum Color {
        RED,
        GREEN
    }

    enum Only {
        ONE
    }

    record Message(@NotBlank @Size(max = 5) String text) {}

    record Edit(@Min(1) long message, @NotBlank @Size(max = 40) String text) {}

    record Item(
            @NotNull @Pattern(regexp = "^[A-Za-z0-9._~-]{1,6}$") String item,
            @Pattern(regexp = "\\p{L}+|\\d\\b|(?i)x$") String other) {}

    record Numbers(int i, Long l, short s, BigInteger big, double d, float f, BigDecimal decimal, boolean flag) {}

    record Choices(@NotNull Color color, Only only, UUID id, Instant at, Object any, @AssertTrue boolean yes) {}

    record Bounds(@Positive int positive, @DecimalMin("0.5") BigDecimal least, @Max(9) double most) {}

    record Nested(
            @NotNull Item item,
            @NotNull @Size(min = 1, max = 3) List<@NotBlank String> tags,
            List<Numbers> numbers,
            Set<Color> colors,
            Map<String, Integer> map,
            Optional<String> optional,
            List<List<String>> texts) {}

    static List<ObjectNode> schemas() {
        RecordSchemaGenerator generator = new RecordSchemaGenerator();
        return List.of(Message.class, Edit.class, Item.class, Numbers.class, Choices.class, Bounds.class, Nested.class)
                .stream()
                .map(generator::schemaOf)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void nothingInvalidIsContained(ObjectNode document) {
        CommandSchema schema = new CommandSchema(Object.class, document);
        ValidData valid = ValidData.of(document);
        RandomData random = new RandomData(new Random(42));

        for (int i = 0; i < DOCUMENTS; i++) {
            JsonNode data = random.document(document);
            if (valid.contains(data)) {
                assertThat(schema.explain(data)).as("%s", data).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Message.class, Edit.class, Item.class})
    void muchOfWhatIsValidIsContained(Class<?> type) {
        ObjectNode document = new RecordSchemaGenerator().schemaOf(type);
        CommandSchema schema = new CommandSchema(Object.class, document);
        ValidData valid = ValidData.of(document);
        RandomData random = new RandomData(new Random(7));
        int all = 0;
        int contained = 0;

        for (int i = 0; i < DOCUMENTS; i++) {
            JsonNode data = random.document(document);
            all += schema.explain(data).isEmpty() ? 1 : 0;
            contained += valid.contains(data) ? 1 : 0;
        }

        assertThat(all).isPositive();
        assertThat(contained).isGreaterThan(all / 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"string\",\"maxLength\":5000000000}",
                "{\"type\":\"string\",\"minLength\":0.5}",
                "{\"type\":\"string\",\"not\":{}}",
                "{\"type\":\"string\",\"enum\":[]}",
                "{\"type\":[\"string\",\"null\"]}",
                "{\"type\":\"integer\",\"minimum\":0.5,\"maximum\":9}",
                "{\"type\":\"integer\",\"minimum\":0,\"maximum\":9223372036854775808}",
                "{\"type\":\"integer\",\"minimum\":0,\"maximum\":9,\"multipleOf\":2}",
                "{\"type\":\"number\",\"minimum\":1}",
                "{\"type\":\"boolean\",\"const\":true}",
                "{\"type\":\"array\",\"uniqueItems\":true}",
                "{\"type\":\"object\"}",
                "{\"type\":\"object\",\"additionalProperties\":true}",
                "{\"type\":\"object\",\"additionalProperties\":false,\"minProperties\":1}",
                "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"a\"]}",
                "{}"
            })
    void ofAnUnknownKeywordNothingIsContained(String schema) {
        ValidData valid = ValidData.of(Json.parse(schema));

        for (String data : List.of("\"\"", "\"a\"", "null", "0", "2", "1.5", "true", "[]", "[1,1]", "{}")) {
            assertThat(valid.contains(Json.parse(data))).as(data).isFalse();
        }
    }

    @Test
    void nestedDataAreContained() {
        ValidData nested = ValidData.of(new RecordSchemaGenerator().schemaOf(Nested.class));
        String start = "{\"item\":{\"item\":\"a-1\"},\"texts\":[[\"a\"],[]],\"colors\":[\"RED\"],\"tags\":[\"a\"";

        assertThat(nested.contains(Json.parse(start + "]}"))).isTrue();
        assertThat(nested.contains(Json.parse(start + ",\"b\",\"c\",\"d\"]}"))).isFalse();
        String numbers =
                "],\"numbers\":[{\"i\":1,\"l\":-2,\"s\":3,\"big\":4,\"d\":5.5,\"f\":6,\"decimal\":1e2,\"flag\":true}]}";
        assertThat(nested.contains(Json.parse(start + numbers))).isTrue();
        assertThat(nested.contains(Json.parse(start + numbers.replace("3", "32768"))))
                .isFalse();
        assertThat(nested.contains(Json.parse(start + ",1]}"))).isFalse();
        assertThat(nested.contains(Json.parse(start + "],\"more\":1}"))).isFalse();
        assertThat(nested.contains(Json.parse("{\"item\":{\"item\":\"a-1\"}}"))).isFalse();
    }

    @Test
    void lengthIsCountedInCodePoints() {
        ValidData text = ValidData.of(new RecordSchemaGenerator().schemaOf(Message.class));

        assertThat(text.contains(
                        Json.parse("{\"text\":\"\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\"}")))
                .isTrue();
        assertThat(text.contains(Json.parse("{\"text\":\"abcdef\"}"))).isFalse();
        assertThat(text.contains(Json.parse("{\"text\":\"a\\u0000\"}"))).isFalse();
        assertThat(text.contains(Json.parse("{\"text\":\"a\\ud800b\"}"))).isFalse();
        assertThat(text.contains(Json.parse("{\"text\":\"a\\udc00\"}"))).isFalse();
    }
}
