package io.spanwire.edge.stream;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.MediaTypes;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/** The forms in which events are answered. */
enum EventMedia {
    /** A page, or a long poll. */
    JSON("application/json"),
    SERVER_SENT_EVENTS("text/event-stream"),
    NDJSON("application/x-ndjson");

    private static final List<String> OFFERS =
            Stream.of(values()).map(media -> media.type).toList();

    private final String type;

    EventMedia(String type) {
        this.type = type;
    }

    /** @throws ProblemException not-acceptable, when the client accepts none */
    static EventMedia chosen(RoutingContext context) {
        String type = MediaTypes.choose(context.parsedHeaders().accept(), OFFERS)
                .orElseThrow(() -> new ProblemException(Problems.NOT_ACCEPTABLE));
        return values()[OFFERS.indexOf(type)];
    }
}
