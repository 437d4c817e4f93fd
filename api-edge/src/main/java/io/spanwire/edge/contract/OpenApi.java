package io.spanwire.edge.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.CommandType;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.schema.CommandSchema;
import io.spanwire.bus.schema.CommandSchemas;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The OpenAPI 3.1 document of the HTTP API: an operation for each command, with the schema that validates it, for the
 * events of each stream type and for each view.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI 3.1</a>
 */
public final class OpenApi {
    private static final List<Problem> OPERATORS =
            List.of(Problems.STREAM_CLOSED, Problems.DROPPED, Problems.QUEUE_FULL);
    private static final Map<ParameterType, String> FORMATS = Map.of(
            ParameterType.BIGINT, "int64",
            ParameterType.UUID, "uuid",
            ParameterType.TIMESTAMP, "date-time");

    private final Domains domains;
    private final CommandSchemas schemas;
    private final ObjectNode document = JsonTemplate.json("openapi.json");

    private OpenApi(Domains domains, CommandSchemas schemas) {
        this.domains = domains;
        this.schemas = schemas;
    }

    public static ObjectNode document(Domains domains, CommandSchemas schemas) {
        OpenApi api = new OpenApi(domains, schemas);
        domains.streamTypes().forEach(api::add);
        domains.views().forEach(api::add);
        return api.document;
    }

    private void add(StreamType<?> type) {
        ObjectNode tag = document.withArray("tags").addObject();
        tag.put("name", type.name()).put("description", "Streams " + type.name() + "/{key}");
        type.commands().forEach(command -> addCommand(type, command));
        addState(type);
        addEvents(type);
        addFeed(type);
    }

    private void addCommand(StreamType<?> type, CommandType<?, ?> command) {
        CommandSchema schema = schemas.of(type.name(), command.name()).orElseThrow();
        ObjectNode path = path("/api/streams/" + type.name() + "/{key}/" + command.name());
        addParameters(path.putArray("parameters"), "key");
        ObjectNode post = operation(path, "post", type.name() + '.' + command.name(), type.name());
        post.put("summary", command.name());
        allowed(post, access(type).describeSend(type.name(), command.name()));
        addParameters(post.putArray("parameters"), "idempotencyKey", "ifMatch", "prefer", "csrf");
        post.putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject("application/json")
                .set("schema", schema.document());
        ObjectNode responses = post.putObject("responses");
        addResponse(responses, "200", "decided");
        addResponse(responses, "202", "pending");
        addProblems(responses, "400", "401", "403", "404", "412", "413", "415", "422", "429", "503");
        responses.set("409", rejection(type.rejections()));
    }

    private void addState(StreamType<?> type) {
        ObjectNode path = path("/api/streams/" + type.name() + "/{key}");
        addParameters(path.putArray("parameters"), "key");
        ObjectNode get = operation(path, "get", type.name() + ".state", type.name());
        get.put("summary", "The state of a stream, now or in the past, folded from its events");
        allowed(get, access(type).describeRead(type.name()));
        addParameters(get.putArray("parameters"), "version", "at", "ifNoneMatch");
        ObjectNode responses = get.putObject("responses");
        addResponse(responses, "200", "state");
        addResponse(responses, "304", "unchanged");
        addProblems(responses, "400", "401", "403", "404", "429", "503");
    }

    private void addEvents(StreamType<?> type) {
        ObjectNode path = path("/api/streams/" + type.name() + "/{key}/events");
        addParameters(path.putArray("parameters"), "key");
        ObjectNode get = operation(path, "get", type.name() + ".events", type.name());
        get.put("summary", "The events of a stream: a page, server-sent events, or all of it as NDJSON");
        allowed(get, access(type).describeRead(type.name()));
        addParameters(get.putArray("parameters"), "after", "limit", "wait", "epoch", "lastEventId");
        ObjectNode responses = get.putObject("responses");
        addResponse(responses, "200", "events");
        addProblems(responses, "400", "401", "403", "404", "406", "409", "429", "503");
    }

    private void addFeed(StreamType<?> type) {
        ObjectNode get =
                operation(path("/api/streams/" + type.name() + "/events"), "get", type.name() + ".feed", type.name());
        get.put(
                "summary",
                "The events of all streams of the type: a page, server-sent events, or all of them as NDJSON");
        allowed(get, access(type).describeFollow(type.name()));
        addParameters(get.putArray("parameters"), "place", "types", "since", "limit", "wait", "lastToken");
        ObjectNode responses = get.putObject("responses");
        addResponse(responses, "200", "feed");
        addProblems(responses, "400", "401", "403", "404", "406", "409", "429", "503");
    }

    private void add(View view) {
        ObjectNode get = operation(path("/api/views/" + view.name()), "get", "view." + view.name(), "views");
        get.put("summary", view.name());
        allowed(get, domains.accessToView(view.name()).orElseThrow().describeQuery(view.name()));
        ArrayNode parameters = get.putArray("parameters");
        view.parameters().stream()
                .filter(parameter -> !parameter.ofCaller())
                .forEach(parameter -> parameters.add(parameter(parameter)));
        parameters.add(parameter(new View.Parameter("page", view.pageKey().type(), false)));
        addParameters(parameters, "rows", "afterCommand");
        if (view.binding().isPresent()) {
            addParameters(parameters, "minVersion");
        }
        ObjectNode responses = get.putObject("responses");
        addResponse(responses, "200", "rows");
        addResponse(responses, "304", "unchanged");
        addProblems(responses, "400", "401", "403", "404", "429", "503");
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

    /** The response of a rejection, with the problem types that the stream type declares, and those of operators. */
    private static ObjectNode rejection(Collection<Problem> rejections) {
        ObjectNode response = JsonTemplate.object()
                .put("description", "The domain rejected the command, or an operator has closed the stream");
        ObjectNode schema = response.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema");
        schema.putArray("allOf").add(JsonTemplate.reference("#/components/schemas/Problem"));
        schema.putObject("properties")
                .set(
                        "type",
                        JsonTemplate.enumeration(Stream.concat(rejections.stream(), OPERATORS.stream())
                                .map(Problem::type)
                                .toList()));
        return response;
    }

    private Access access(StreamType<?> type) {
        return domains.accessToStreams(type.name()).orElseThrow();
    }

    private static void allowed(ObjectNode operation, String whom) {
        operation.put("description", "For " + whom + '.').put("x-spanwire-access", whom);
    }

    private static void addParameters(ArrayNode parameters, String... names) {
        for (String name : names) {
            parameters.add(JsonTemplate.reference("#/components/parameters/" + name));
        }
    }

    private static void addResponse(ObjectNode responses, String status, String name) {
        responses.set(status, JsonTemplate.reference("#/components/responses/" + name));
    }

    private static void addProblems(ObjectNode responses, String... statuses) {
        for (String status : statuses) {
            addResponse(responses, status, "problem");
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
