package io.spanwire.acceptance.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the server has stored when every fault is healed and every lane is idle, read in three ways that share no code:
 * from its tables, by REST replay and by WebSocket replay from 0; with the domains' read models.
 *
 * @param replayed each stream's event bodies in order, from pages of the events endpoint
 * @param delivered each stream's event bodies in order, from a new subscription
 * @param readModels the domains' read models
 */
public record StoredHistory(
        List<Partition> partitions,
        List<Stream> streams,
        List<Event> events,
        List<Outcome> outcomes,
        Map<String, List<String>> replayed,
        Map<String, List<String>> delivered,
        List<ReadModel> readModels) {

    /** @param logEnd the end offset of its command log: one more than the last offset */
    public record Partition(int partition, long nextOffset, long head, long logEnd) {}

    public record Stream(String stream, int partition, long version) {}

    public record Event(String stream, long version, int partition, long position, String body) {
        /** The id of the command that caused the event. */
        UUID command() {
            return UUID.fromString(json().path("command").asText());
        }

        JsonNode json() {
            return HistoryLines.parse(body);
        }
    }

    /** An outcome: accepted with version and number of events, or rejected with a problem's code. */
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

        /** The stream's version before the command. */
        long base() {
            return last() - count();
        }
    }

    /** A read model's stored rows, and the rows that folding the events gives, both in the same order. */
    public record ReadModel(String name, List<String> rows, List<String> folded) {}
}
