package io.spanwire.edge.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.domain.CommandType;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.DataSchemaUri;
import io.spanwire.bus.schema.CommandSchemas;
import io.spanwire.bus.schema.RecordSchemaGenerator;

/**
 * The AsyncAPI 3.0 document of the WebSocket: the frames of {@code spanwire.v1}, with the data of every command and
 * every event.
 *
 * @see <a href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI 3.0</a>
 */
public final class AsyncApi {
    private static final String SCHEMAS = "#/components/schemas/";

    private final ObjectNode document = JsonTemplate.json("asyncapi.json");
    private final CommandSchemas commands;
    private final RecordSchemaGenerator generator = new RecordSchemaGenerator();

    private AsyncApi(CommandSchemas commands) {
        this.commands = commands;
    }

    public static ObjectNode document(Domains domains, CommandSchemas commands) {
        AsyncApi api = new AsyncApi(commands);
        for (StreamType<?> type : domains.streamTypes()) {
            type.commands().forEach(command -> api.add(type, command));
            type.events().forEach(api::add);
        }
        return api.document;
    }

    private void add(StreamType<?> type, CommandType<?, ?> command) {
        String name = "command." + type.name() + '.' + command.name();
        ObjectNode schema = schemas().putObject(name).put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("stream").put("type", "string").put("pattern", '^' + type.name() + "/.+$");
        properties.putObject("command").put("const", command.name());
        properties.set(
                "data", commands.of(type.name(), command.name()).orElseThrow().document());
        choices("Send").add(JsonTemplate.reference(SCHEMAS + name));
    }

    private void add(EventType<?, ?> event) {
        String name = "event." + event.name();
        ObjectNode schema = schemas().putObject(name);
        schema.putArray("allOf").add(JsonTemplate.reference(SCHEMAS + "CloudEvent"));
        ObjectNode properties = schema.putObject("properties");
        if (event.formerNames().isEmpty()) {
            properties.putObject("type").put("const", event.name());
        } else {
            properties.set("type", JsonTemplate.enumeration(event.storedNames()));
        }
        if (event.version() == 1) {
            properties.set("data", generator.schemaOf(event.data()));
        } else {
            addCurrentData(event, schema);
        }
        choices("Event").add(JsonTemplate.reference(SCHEMAS + name));
    }

    /** Events are delivered as they were stored, so data of older versions have another shape. */
    private void addCurrentData(EventType<?, ?> event, ObjectNode schema) {
        ObjectNode current = schema.putObject("if");
        current.putObject("properties")
                .putObject("dataschema")
                .put("const", DataSchemaUri.of(event.name(), event.version()));
        current.putArray("required").add("dataschema");
        schema.putObject("then").putObject("properties").set("data", generator.schemaOf(event.data()));
    }

    private ArrayNode choices(String schema) {
        return schemas().withObjectProperty(schema).withArray("anyOf");
    }

    private ObjectNode schemas() {
        return document.withObjectProperty("components").withObjectProperty("schemas");
    }
}
