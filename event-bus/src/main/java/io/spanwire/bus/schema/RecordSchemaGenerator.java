package io.spanwire.bus.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import io.spanwire.bus.json.Json;
import jakarta.validation.constraints.NotBlank;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generates closed JSON Schemas (draft 2020-12) from records. Thread-safe. */
public final class RecordSchemaGenerator {
    /** A larger number would match its schema and fail only when the record is made. */
    private static final Map<Class<?>, BigDecimal> LARGEST = Map.of(
            long.class, BigDecimal.valueOf(Long.MAX_VALUE),
            Long.class, BigDecimal.valueOf(Long.MAX_VALUE),
            int.class, BigDecimal.valueOf(Integer.MAX_VALUE),
            Integer.class, BigDecimal.valueOf(Integer.MAX_VALUE),
            short.class, BigDecimal.valueOf(Short.MAX_VALUE),
            Short.class, BigDecimal.valueOf(Short.MAX_VALUE),
            byte.class, BigDecimal.valueOf(Byte.MAX_VALUE),
            Byte.class, BigDecimal.valueOf(Byte.MAX_VALUE));

    private final SchemaGenerator generator;

    public RecordSchemaGenerator() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Json.mapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(
                        Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                        Option.INLINE_ALL_SCHEMAS,
                        Option.EXTRA_OPEN_API_FORMAT_VALUES)
                .with(new JacksonModule())
                .with(new JakartaValidationModule(
                        JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED,
                        JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
        config.forFields()
                .withRequiredCheck(field -> field.getType().getErasedType().isPrimitive())
                .withStringPatternResolver(
                        field -> field.getAnnotationConsideringFieldAndGetter(NotBlank.class) == null ? null : "\\S");
        config.forTypesInGeneral().withNumberInclusiveMaximumResolver(scope -> largest(scope));
        config.forTypesInGeneral().withNumberInclusiveMinimumResolver(scope -> smallest(scope));
        generator = new SchemaGenerator(config.build());
    }

    /** The schema of a record's JSON. The generator rejects recursive records. */
    public ObjectNode schemaOf(Class<?> type) {
        ObjectNode schema = generator.generateSchema(type);
        schema.remove("$schema");
        return schema;
    }

    private static @Nullable BigDecimal largest(TypeScope scope) {
        return LARGEST.get(scope.getType().getErasedType());
    }

    private static @Nullable BigDecimal smallest(TypeScope scope) {
        @Nullable BigDecimal largest = largest(scope);
        return largest == null ? null : largest.negate().subtract(BigDecimal.ONE);
    }
}
