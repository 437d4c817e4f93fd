package io.spanwire.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.schema.CommandSchemas;
import io.spanwire.edge.NotesDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiDocumentsTest {
    private static final Domains DOMAINS = Domains.of(List.of(new NotesDomain()));
    private static final CommandSchemas SCHEMAS = new CommandSchemas(DOMAINS);
    private static final JsonNode OPEN =
            Json.parse(OpenApi.document(DOMAINS, SCHEMAS).toString());
    private static final JsonNode ASYNC =
            Json.parse(AsyncApi.document(DOMAINS, SCHEMAS).toString());

    @Test
    void everyCommandEventEndpointAndViewIsInOpenApi() {
        assertThat(OPEN.path("paths").fieldNames())
                .toIterable()
                .contains(
                        "/api/session",
                        "/api/commands/{id}",
                        "/api/streams/note/{key}/write-note",
                        "/api/streams/note/{key}/lock-note",
                        "/api/streams/note/{key}",
                        "/api/streams/note/{key}/events",
                        "/schemas/{event}/{version}",
                        "/api/views/note-lines",
                        "/api/views/members");
    }

    @Test
    void schemaOfACommandIsTheValidatingOne() {
        JsonNode schema = OPEN.at(
                "/paths/~1api~1streams~1note~1{key}~1write-note/post/requestBody/content/application~1json/schema");

        assertThat(schema)
                .isEqualTo(SCHEMAS.of("note", "write-note").orElseThrow().document());
        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.at("/properties/text/maxLength").asInt()).isEqualTo(100);
    }

    @Test
    void rejectionsAndParametersAreDocumented() {
        assertThat(OPEN.at("/paths/~1api~1streams~1note~1{key}~1write-note/post/responses/409")
                        .toString())
                .contains("/problems/locked");
        assertThat(OPEN.at("/paths/~1api~1views~1note-lines/get/parameters").findValuesAsText("name"))
                .contains("note", "since", "page");
        assertThat(OPEN.at("/paths/~1api~1views~1note-lines/get/parameters").toString())
                .contains("minVersion");
        assertThat(OPEN.at("/paths/~1api~1views~1members/get/parameters").toString())
                .doesNotContain("minVersion");
    }

    @Test
    void operationIdsAreUnique() {
        List<String> ids = OPEN.path("paths").findValuesAsText("operationId");

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(8);
    }

    @Test
    void everyReferenceResolves() {
        assertThat(broken(OPEN)).isEmpty();
        assertThat(broken(ASYNC)).isEmpty();
    }

    @Test
    void everyCommandAndEventIsInAsyncApi() {
        assertThat(ASYNC.at("/channels/socket/address").asText()).isEqualTo("/ws");
        assertThat(ASYNC.at("/components/schemas").fieldNames())
                .toIterable()
                .contains("command.note.write-note", "command.note.lock-note", "event.note.note-written");
        assertThat(ASYNC.at("/components/schemas/event.note.note-written/properties/data/properties/text/type")
                        .asText())
                .isEqualTo("string");
        assertThat(ASYNC.at("/operations").fieldNames()).toIterable().containsExactly("fromClient", "toClient");
    }

    @Test
    void olderVersionsOfAnEventNeedNotMatchTheCurrentSchema() {
        Domains domains = Domains.of(List.of(new Versioned()));

        JsonNode event = AsyncApi.document(domains, new CommandSchemas(domains))
                .at("/components/schemas/event.page.page-turned");

        assertThat(event.at("/properties/type/enum")).hasToString("[\"page.page-turned\",\"page.page-flipped\"]");
        assertThat(event.at("/properties/data").isMissingNode()).isTrue();
        assertThat(event.at("/if/properties/dataschema/const").asText())
                .isEqualTo("spanwire:/schemas/page.page-turned/2");
        assertThat(event.at("/then/properties/data/properties/to/type").asText())
                .isEqualTo("integer");
    }

    record Turn() {}

    record Turned(int to) {}

    record Page(int number) {}

    private static final class Versioned implements Domain {
        @Override
        public Access access() {
            return Access.signedIn();
        }

        @Override
        public String name() {
            return "pages";
        }

        @Override
        public List<StreamType<?>> streamTypes() {
            return List.of(StreamType.of("page", Page.class, new Page(0))
                    .command("turn", Turn.class, (page, turn, context) -> Decision.accept())
                    .event("page-turned", Turned.class, (page, turned) -> page)
                    .upcast("page-turned", 1, data -> data.put("to", 0))
                    .renamed("page-flipped", "page-turned")
                    .build());
        }
    }

    private static Set<String> broken(JsonNode document) {
        List<String> references = new ArrayList<>();
        document.findValues("$ref").forEach(reference -> references.add(reference.asText()));
        Set<String> broken = new HashSet<>(references);
        broken.removeIf(reference -> !document.at(reference.substring(1)).isMissingNode());
        assertThat(references).isNotEmpty();
        return broken;
    }
}
