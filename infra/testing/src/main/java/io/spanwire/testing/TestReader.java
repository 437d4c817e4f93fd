package io.spanwire.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.HistoryDeserializer;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.StreamId;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the events of streams as one caller. */
record TestReader(Domains domains, EdgeClient client, String subject, List<String> roles) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WAIT_SECONDS = 2;

    /** All events, among them those of every command that was accepted before. */
    List<RecordedEvent<?>> recorded(String stream) {
        List<RecordedEvent<?>> events = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long wanted = client.acceptedVersion(stream);
        boolean more = true;
        while (more) {
            JsonNode page = page(stream, events.size(), events.size() < wanted);
            page.path("events").forEach(event -> events.add(event(stream, event)));
            more = events.size() < Math.max(wanted, page.path("head").asLong());
            requireBefore(deadline, more, "version " + wanted + " of " + stream, events);
        }
        return events;
    }

    <E> RecordedEvent<E> await(String stream, Class<E> type) {
        List<RecordedEvent<?>> events = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (JsonNode each : page(stream, events.size(), true).path("events")) {
                RecordedEvent<?> event = event(stream, each);
                events.add(event);
                if (type.isInstance(event.data())) {
                    return event.as(type);
                }
            }
            requireBefore(deadline, true, type.getSimpleName() + " in " + stream, events);
        }
    }

    private static void requireBefore(long deadline, boolean missing, String what, List<RecordedEvent<?>> events) {
        if (missing && System.nanoTime() - deadline > 0) {
            throw new AssertionError("No " + what + " within " + PATIENCE.toSeconds() + " s; the events are "
                    + events.stream().map(RecordedEvent::data).toList());
        }
    }

    private JsonNode page(String stream, long after, boolean wait) {
        HttpResponse<String> response = client.get(
                "/api/streams/" + stream + "/events?after=" + after + (wait ? "&wait=" + WAIT_SECONDS : ""),
                subject,
                roles);
        if (response.statusCode() != 200) {
            throw new AssertionError(subject + " cannot read " + stream + ": " + response.body());
        }
        return Json.reread(response.body());
    }

    private RecordedEvent<?> event(String stream, JsonNode event) {
        StreamType<?> type = domains.streamType(StreamId.parse(stream).type())
                .orElseThrow(() -> new AssertionError("No domain has the type of " + stream));
        return HistoryDeserializer.event(type, event.toString());
    }
}
