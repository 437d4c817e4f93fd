package io.spanwire.bus.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * The configured Jackson mapper. Input is parsed strictly: nesting up to 32 levels, numbers up to 100 digits and within
 * the range of a double; duplicate keys, unknown properties and trailing text are refused. Times are ISO-8601 text.
 * Thread-safe.
 */
public final class Json {
    private static final int MAX_DEPTH = 32;

    /** For input from clients. */
    private static final ObjectMapper STRICT = mapper(MAX_DEPTH).setNodeFactory(new BoundedNumbers());

    private static final ObjectReader ROUNDED =
            mapper(MAX_DEPTH).reader().without(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** For documents Spanwire wrote: clients' data nested a level or two deeper. */
    private static final ObjectMapper MAPPER = mapper(48);

    private Json() {}

    private static ObjectMapper mapper(int maxDepth) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(maxDepth)
                                .maxNumberLength(100)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                        .build())
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .build();
    }

    /** The shared mapper. Do not reconfigure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Parses one JSON document.
     *
     * @throws MalformedJson when it is empty, not UTF-8, not JSON, too deep, or has a duplicate key or a number out of
     *     range
     */
    public static JsonNode parse(byte[] utf8) {
        try {
            return parse(UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException notText) {
            throw new MalformedJson(notText);
        }
    }

    /** Parses one JSON document; see {@link #parse(byte[])}. */
    public static JsonNode parse(String text) {
        return read(() -> STRICT.readTree(text));
    }

    /**
     * Parses a document with numbers of any size, each rounded to a double: to read the rest of a document with such a
     * number.
     */
    public static JsonNode parseRounded(String text) {
        return read(() -> ROUNDED.readTree(text));
    }

    /** Parses a document Spanwire wrote: like {@link #parse(byte[])}, with a deeper nesting limit. */
    public static JsonNode reread(byte[] utf8) {
        return read(() -> MAPPER.readTree(utf8));
    }

    /** Parses a document Spanwire wrote; see {@link #reread(byte[])}. */
    public static JsonNode reread(String text) {
        return read(() -> MAPPER.readTree(text));
    }

    /** Serializes a value. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(value.getClass().getName() + " cannot be written as JSON", notJson);
        }
    }

    private interface Reading {
        @Nullable
        JsonNode read() throws IOException;
    }

    private static JsonNode read(Reading reading) {
        try {
            @Nullable JsonNode node = reading.read();
            if (node == null || node.isMissingNode()) {
                throw new MalformedJson("The document is empty.");
            }
            return node;
        } catch (IOException malformed) {
            throw new MalformedJson(malformed);
        } catch (NumberFormatException | ArithmeticException outOfRange) {
            throw new MalformedJson("A number is out of range.");
        }
    }

    /** Refuses numbers beyond a double's range: {@code 1e999999999} is a short text but has a billion digits. */
    private static final class BoundedNumbers extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;
        private static final int MAX_SCALE = 400;

        @Override
        public ValueNode numberNode(@Nullable BigDecimal number) {
            if (number != null
                    && (Math.abs((long) number.scale()) > MAX_SCALE || Double.isInfinite(number.doubleValue()))) {
                throw new ArithmeticException("A number is out of range");
            }
            return super.numberNode(number);
        }
    }
}
