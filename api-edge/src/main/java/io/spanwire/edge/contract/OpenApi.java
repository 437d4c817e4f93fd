package io.spanwire.edge.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.domain.CommandType;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.schema.CommandSchema;
import io.spanwire.bus.schema.CommandSchemas;
import java.util.Collection;
import java.util.Map;

/**
 * The HTTP API as an OpenAPI 3.1 document: an operation for each command with the very schema that validates it, one for each
 * stream type's events, one for each view.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI 3.1</a>
 */
public final class OpenApi {
    private static final String PARAMETERS = "#/components/parameters/";
    private static final String RESPONSES = "#/components/responses/";
    private static final Map<ParameterType, String> FORMATS = Map.of(
            ParameterType.BIGINT, "int64",
            ParameterType.UUID, "uuid",
            ParameterType.TIMESTAMP, "date-time");

    private final CommandSchemas schemas;
    private final ObjectNode document = JsonTemplate.json("openapi.json");

    private OpenApi(CommandSchemas schemas) {
        this.schemas = schemas;
    }

    /** The document of a server with these domains. */
    public static ObjectNode document(Domains domains, CommandSchemas schemas) {
        OpenApi api = new OpenApi(schemas);
        domains.streamTypes().forEach(api::add);
        domains.views().forEach(api::add);
        return api.document;
    }

    private void add(StreamType<?> type) {
        ObjectNode tag = document.withArray("tags").addObject();
        tag.put("name", type.name()).put("description", "Streams " + type.name() + "/{key}");
        type.commands().forEach(command -> addCommand(type, command));
        addEvents(type);
    }

    private void addCommand(StreamType<?> type, CommandType<?, ?> command) {
        CommandSchema schema = schemas.of(type.name(), command.name()).orElseThrow();
        ObjectNode path = path("/api/streams/" + type.name() + "/{key}/" + command.name());
        path.putArray("parameters").add(JsonTemplate.reference(PARAMETERS + "key"));
        ObjectNode post = operation(path, "post", type.name() + '.' + command.name(), type.name());
        post.put("summary", command.name());
        ArrayNode parameters = post.putArray("parameters");
        for (String header : new String[] {"idempotencyKey", "ifMatch", "prefer", "csrf"}) {
            parameters.add(JsonTemplate.reference(PARAMETERS + header));
        }
        post.putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject("application/json")
                .set("schema", schema.document());
        ObjectNode responses = post.putObject("responses");
        responses.set("200", JsonTemplate.reference(RESPONSES + "decided"));
        responses.set("202", JsonTemplate.reference(RESPONSES + "pending"));
        refusals(responses, "400", "401", "403", "404", "412", "413", "415", "422", "429", "503");
        responses.set("409", rejected(type.rejections()));
    }

    private void addEvents(StreamType<?> type) {
        ObjectNode path = path("/api/streams/" + type.name() + "/{key}/events");
        path.putArray("parameters").add(JsonTemplate.reference(PARAMETERS + "key"));
        ObjectNode get = operation(path, "get", type.name() + ".events", type.name());
        get.put("summary", "The events of a stream: a page, server-sent events, or all of it as NDJSON");
        ArrayNode parameters = get.putArray("parameters");
        for (String parameter : new String[] {"after", "limit", "wait", "epoch", "lastEventId"}) {
            parameters.add(JsonTemplate.reference(PARAMETERS + parameter));
        }
        ObjectNode responses = get.putObject("responses");
        responses.set("200", JsonTemplate.reference(RESPONSES + "events"));
        refusals(responses, "400", "401", "403", "404", "406", "409", "503");
    }

    private void add(View view) {
        ObjectNode get = operation(path("/api/views/" + view.name()), "get", "view." + view.name(), "views");
        get.put("summary", view.name());
        ArrayNode parameters = get.putArray("parameters");
        view.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        parameters.add(parameter(new View.Parameter("page", view.pageKey().type(), false)));
        parameters.add(JsonTemplate.reference(PARAMETERS + "rows"));
        parameters.add(JsonTemplate.reference(PARAMETERS + "afterCommand"));
        if (view.binding().isPresent()) {
            parameters.add(JsonTemplate.reference(PARAMETERS + "minVersion"));
        }
        ObjectNode responses = get.putObject("responses");
        responses.set("200", JsonTemplate.reference(RESPONSES + "rows"));
        responses.set("304", JsonTemplate.reference(RESPONSES + "unchanged"));
        refusals(responses, "400", "401", "403", "404", "503");
    }

    private static ObjectNode parameter(View.Parameter parameter) {
        ObjectNode json = JsonTemplate.object()
                .put("name", parameter.name())
                .put("in", "query")
                .put("required", parameter.required());
        ObjectNode schema = json.putObject("schema");
        switch (parameter.type()) {
            case BIGINT -> schema.put("type", "integer");
            case BOOLEAN -> schema.put("type", "boolean");
            case TEXT, UUID, TIMESTAMP -> schema.put("type", "string");
        }
        if (FORMATS.containsKey(parameter.type())) {
            schema.put("format", FORMATS.get(parameter.type()));
        }
        return json;
    }

    /** The problem of a rejection, with the codes this stream type declares. */
    private static ObjectNode rejected(Collection<Problem> rejections) {
        ObjectNode response = JsonTemplate.object().put("description", "The domain rejected the command");
        ObjectNode schema = response.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema");
        schema.putArray("allOf").add(JsonTemplate.reference("#/components/schemas/Problem"));
        if (!rejections.isEmpty()) {
            schema.putObject("properties")
                    .set(
                            "type",
                            JsonTemplate.anyOf(
                                    rejections.stream().map(Problem::type).toList()));
        }
        return response;
    }

    private static void refusals(ObjectNode responses, String... statuses) {
        for (String status : statuses) {
            responses.set(status, JsonTemplate.reference(RESPONSES + "problem"));
        }
    }

    private ObjectNode path(String path) {
        return document.withObjectProperty("paths").putObject(path);
    }

    private static ObjectNode operation(ObjectNode path, String method, String id, String tag) {
        ObjectNode operation = path.putObject(method).put("operationId", id);
        operation.putArray("tags").add(tag);
        return operation;
    }
}
