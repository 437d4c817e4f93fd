package io.spanwire.bus.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.spanwire.bus.message.Problem.Pointer;
import java.util.List;

/** The closed JSON Schema of one command, compiled for validation. Thread-safe. */
public final class CommandSchema {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final int MAX_ERRORS = 20;

    private final ObjectNode document;
    private final ValidData valid;
    private final Schema schema;
    private final FieldTypes types;

    /** The schema of a command with data of this class. */
    public CommandSchema(Class<?> record, ObjectNode document) {
        this.document = document;
        this.types = FieldTypes.of(record, document);
        this.valid = ValidData.of(document);
        this.schema = REGISTRY.getSchema(document);
    }

    /** A copy of the schema, for OpenAPI. */
    public ObjectNode document() {
        return document.deepCopy();
    }

    /** At most 20 places where the data violates the schema or its fields' types; empty when it is valid. */
    public List<Pointer> validate(JsonNode data) {
        List<Pointer> errors = valid.contains(data) ? List.of() : explain(data);
        return errors.isEmpty() ? types.errors(data) : errors;
    }

    /** As {@link #validate}, by the schema library alone, which is much slower than {@link ValidData}. */
    List<Pointer> explain(JsonNode data) {
        FirstErrors errors = new FirstErrors(MAX_ERRORS);
        try {
            schema.validate(data, (ExecutionContext context) -> context.setErrors(errors));
        } catch (FirstErrors.Enough enough) {
            // What is found is answered.
        }
        return errors.isEmpty()
                ? StorableText.errors(data, MAX_ERRORS)
                : errors.stream().limit(MAX_ERRORS).map(CommandSchema::pointer).toList();
    }

    private static Pointer pointer(Error error) {
        String at = error.getInstanceLocation().toString();
        String property = error.getProperty();
        return new Pointer(property == null ? at : at + '/' + escape(property), error.getMessage());
    }

    /** RFC 6901, section 3. */
    static String escape(String property) {
        return property.replace("~", "~0").replace("/", "~1");
    }
}
