package io.spanwire.acceptance.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the server has when every fault is healed and every lane is idle, seen from three sides that share no code: its
 * tables, a REST replay, a WebSocket from 0; and what the domains made of it.
 *
 * @param replayed each stream's event bodies, in order, as the events endpoint pages them
 * @param delivered each stream's event bodies, in order, as a new subscription gets them
 * @param readModels each read model by name
 */
public record StoredHistory(
        List<Partition> partitions,
        List<Stream> streams,
        List<Event> events,
        List<Outcome> outcomes,
        Map<String, List<String>> replayed,
        Map<String, List<String>> delivered,
        List<ReadModel> readModels) {

    /** @param logEnd the end of its command log: one more than the last offset */
    public record Partition(int partition, long nextOffset, long head, long logEnd) {}

    public record Stream(String stream, int partition, long version) {}

    public record Event(String stream, long version, int partition, long position, String body) {
        /** The id of the command that caused it. */
        UUID command() {
            return UUID.fromString(json().path("command").asText());
        }

        JsonNode json() {
            return HistoryLines.parse(body);
        }
    }

    /** Accepted with version and number of events, or rejected with a problem's code. */
    public record Outcome(
            UUID command,
            String stream,
            String actor,
            @Nullable Long version,
            @Nullable Integer events,
            @Nullable String problem) {

        boolean isAccepted() {
            return problem == null;
        }

        long last() {
            return version == null ? 0 : version;
        }

        int count() {
            return events == null ? 0 : events;
        }

        /** The version the stream had before. */
        long base() {
            return last() - count();
        }
    }

    /** The rows there are, and the rows that folding the events gives; both in the same order. */
    public record ReadModel(String name, List<String> rows, List<String> folded) {}
}
