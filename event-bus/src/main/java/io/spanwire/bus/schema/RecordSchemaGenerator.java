package io.spanwire.bus.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import io.spanwire.bus.json.Json;
import jakarta.validation.constraints.NotBlank;

/** Generates closed JSON Schemas (draft 2020-12) from records. Thread-safe. */
public final class RecordSchemaGenerator {
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
        config.forFields().withRequiredCheck(field -> isPrimitive(field));
        config.forFields().withStringPatternResolver(field -> isNotBlank(field) ? "\\S" : null);
        generator = new SchemaGenerator(config.build());
    }

    /** The schema of a record's JSON. The generator rejects recursive records. */
    public ObjectNode schemaOf(Class<?> type) {
        ObjectNode schema = generator.generateSchema(type);
        schema.remove("$schema");
        return schema;
    }

    private static boolean isPrimitive(FieldScope field) {
        return field.getType().getErasedType().isPrimitive();
    }

    private static boolean isNotBlank(FieldScope field) {
        return field.getAnnotationConsideringFieldAndGetter(NotBlank.class) != null;
    }
}
