package io.spanwire.bus.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The one configured Jackson mapper. Strict on the way in: nesting to 32 from outside, numbers to 100 digits, duplicate keys and
 * unknown properties and trailing text refused. Times are ISO-8601 text. Thread-safe.
 */
public final class Json {
    private static final int DEEPEST = 32;
    private static final int DEEPEST_OF_OURS = 48;
    private static final int MAX_NUMBER = 100;

    /** For what comes from outside. */
    private static final ObjectMapper OUTSIDE = mapper(DEEPEST);

    /** For what we wrote ourselves: data from outside, one level or two deeper. */
    private static final ObjectMapper MAPPER = mapper(DEEPEST_OF_OURS);

    private Json() {}

    private static ObjectMapper mapper(int deepest) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(deepest)
                                .maxNumberLength(MAX_NUMBER)
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

    /** The mapper itself. Do not reconfigure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * Parses one JSON document.
     *
     * @throws MalformedJson when it is empty, not JSON, too deep or has a key twice
     */
    public static JsonNode parse(byte[] utf8) {
        try {
            return present(OUTSIDE.readTree(utf8));
        } catch (IOException malformed) {
            throw new MalformedJson(malformed);
        }
    }

    /** Parses one JSON document; see {@link #parse(byte[])}. */
    public static JsonNode parse(String text) {
        try {
            return present(OUTSIDE.readTree(text));
        } catch (JsonProcessingException malformed) {
            throw new MalformedJson(malformed);
        }
    }

    /** Parses a document Spanwire wrote: as {@link #parse(byte[])}, with room for what was put around the data. */
    public static JsonNode reread(byte[] utf8) {
        try {
            return present(MAPPER.readTree(utf8));
        } catch (IOException malformed) {
            throw new MalformedJson(malformed);
        }
    }

    /** Parses a document Spanwire wrote; see {@link #reread(byte[])}. */
    public static JsonNode reread(String text) {
        try {
            return present(MAPPER.readTree(text));
        } catch (JsonProcessingException malformed) {
            throw new MalformedJson(malformed);
        }
    }

    /** Writes a value of the application's own making. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(value.getClass().getName() + " cannot be written as JSON", notJson);
        }
    }

    private static JsonNode present(@Nullable JsonNode node) {
        if (node == null || node.isMissingNode()) {
            throw new MalformedJson("The document is empty.");
        }
        return node;
    }
}
