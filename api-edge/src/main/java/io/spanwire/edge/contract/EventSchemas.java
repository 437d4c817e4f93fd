package io.spanwire.edge.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.EventType;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.DataSchemaUri;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.schema.RecordSchemaGenerator;
import io.spanwire.edge.http.PathTail;
import io.spanwire.edge.page.StaticPage;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schemas of the events' data at {@code /schemas/<event>/<version>}, the path of their attribute
 * {@code dataschema}. Only the current version of an event has one: of older ones, the domain has no record any more.
 */
public final class EventSchemas implements Handler<RoutingContext> {
    private static final String MEDIA_TYPE = "application/schema+json";

    private final Map<String, StaticPage> schemas = new HashMap<>();

    public EventSchemas(Domains domains) {
        RecordSchemaGenerator generator = new RecordSchemaGenerator();
        for (StreamType<?> type : domains.streamTypes()) {
            for (EventType<?, ?> event : type.events()) {
                ObjectNode schema = JsonTemplate.object()
                        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                        .put("$id", DataSchemaUri.of(event.name(), event.version()))
                        .put("title", "The data of " + event.name() + ", version " + event.version());
                schema.setAll(generator.schemaOf(event.data()));
                schemas.put(event.name() + '/' + event.version(), StaticPage.of(schema.toString(), MEDIA_TYPE));
            }
        }
    }

    @Override
    public void handle(RoutingContext context) {
        @Nullable StaticPage schema = schemas.get(PathTail.after(DataSchemaUri.PATH, context));
        if (schema == null) {
            throw new ProblemException(Problems.NOT_FOUND.because(
                    "There is no such event, or this is not the current version of its data."));
        }
        schema.handle(context);
    }
}
