package io.spanwire.acceptance.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spanwire.acceptance.history.StoredHistory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the samples' read models, and computes the expected rows from the events without the samples' code. */
final class ReadModels {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Message> messages = new TreeMap<>();
    private final Map<String, Item> items = new TreeMap<>();
    private final Map<String, String> lists = new TreeMap<>();

    private record Message(
            String room, long message, String author, String name, String text, @Nullable Instant edited) {}

    private record Item(String list, String item, long added, String title, boolean completed) {}

    private ReadModels() {}

    static List<StoredHistory.ReadModel> of(Connection connection, List<StoredHistory.Event> events)
            throws SQLException {
        ReadModels expected = new ReadModels();
        events.stream()
                .sorted(Comparator.comparingLong(StoredHistory.Event::version))
                .forEach(expected::apply);
        return List.of(
                new StoredHistory.ReadModel("chat_message", messages(connection), sorted(expected.messages.values())),
                new StoredHistory.ReadModel("todo_item", items(connection), sorted(expected.items.values())),
                new StoredHistory.ReadModel("todo_list", lists(connection), sorted(expected.lists.entrySet())));
    }

    private void apply(StoredHistory.Event event) {
        JsonNode body = parse(event.body());
        JsonNode data = body.path("data");
        String key = event.stream().substring(event.stream().indexOf('/') + 1);
        String message = key + '#' + data.path("message").asLong();
        String item = key + '#' + data.path("item").asText();
        switch (body.path("type").asText()) {
            case "chat.message-posted" ->
                messages.put(
                        key + '#' + event.version(),
                        new Message(
                                key,
                                event.version(),
                                body.path("actor").asText(),
                                data.path("author").asText(),
                                data.path("text").asText(),
                                null));
            case "chat.message-edited" ->
                messages.computeIfPresent(
                        message,
                        (id, old) -> new Message(
                                old.room,
                                old.message,
                                old.author,
                                old.name,
                                data.path("text").asText(),
                                Instant.parse(body.path("time").asText())));
            case "chat.message-deleted" -> messages.remove(message);
            case "chat.subject-forgotten" ->
                messages.replaceAll((id, old) -> old.room.equals(key)
                                && old.author.equals(data.path("subject").asText())
                        ? new Message(old.room, old.message, old.author, "", "", old.edited)
                        : old);
            case "list.list-created" -> lists.put(key, data.path("title").asText());
            case "list.item-added" ->
                items.put(
                        item,
                        new Item(
                                key,
                                data.path("item").asText(),
                                event.version(),
                                data.path("title").asText(),
                                false));
            case "list.item-renamed" -> change(item, data.path("title").asText(), null);
            case "list.item-completed" -> change(item, null, true);
            case "list.item-reopened" -> change(item, null, false);
            case "list.item-removed" -> items.remove(item);
            default -> throw new IllegalStateException("Unexpected event " + event.body());
        }
    }

    private void change(String item, @Nullable String title, @Nullable Boolean completed) {
        items.computeIfPresent(
                item,
                (id, old) -> new Item(
                        old.list,
                        old.item,
                        old.added,
                        title == null ? old.title : title,
                        completed == null ? old.completed : completed));
    }

    private static List<String> messages(Connection connection) throws SQLException {
        return sorted(StoredHistoryReader.rows(
                connection,
                "select room, message, author, author_name, text, edited_at from read_model.chat_message",
                row -> new Message(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        instant(row, 6))));
    }

    private static List<String> items(Connection connection) throws SQLException {
        return sorted(StoredHistoryReader.rows(
                connection,
                "select list, item, added, title, completed_at is not null from read_model.todo_item",
                row -> new Item(
                        row.getString(1), row.getString(2), row.getLong(3), row.getString(4), row.getBoolean(5))));
    }

    private static List<String> lists(Connection connection) throws SQLException {
        return sorted(StoredHistoryReader.rows(
                connection,
                "select list, title from read_model.todo_list",
                row -> Map.entry(row.getString(1), row.getString(2))));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column) == null
                ? null
                : row.getTimestamp(column).toInstant();
    }

    private static List<String> sorted(Iterable<?> rows) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(String.valueOf(row)));
        texts.sort(null);
        return texts;
    }

    private static JsonNode parse(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Event is not JSON: " + body, e);
        }
    }
}
