package io.spanwire.bench.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spanwire.bus.domain.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The plain server's rooms. {@code POST /api/rooms/<room>} parses the body, inserts one row in its own transaction, writes
 * the text to the room's WebSockets ({@code /ws/<room>}) and responds with the row's id.
 */
final class PlainRooms {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String insert =
            Sql.beside(PlainRooms.class, "insert-plain-row.sql").text();
    private final Map<String, Set<ServerWebSocket>> rooms = new ConcurrentHashMap<>();
    private final Pool pool;

    PlainRooms(Pool pool) {
        this.pool = pool;
    }

    void join(ServerWebSocket socket) {
        Set<ServerWebSocket> members =
                rooms.computeIfAbsent(room(socket.path()), name -> ConcurrentHashMap.newKeySet());
        members.add(socket);
        socket.closeHandler(closed -> members.remove(socket));
    }

    void post(HttpServerRequest request) {
        request.body()
                .compose(body -> post(room(request.path()), body))
                .onSuccess(reply -> request.response()
                        .putHeader("content-type", "application/json")
                        .end(reply))
                .onFailure(failure -> request.response().setStatusCode(500).end(failure.toString()));
    }

    private static String room(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Future<String> post(String room, Buffer body) {
        try {
            JsonNode message = JSON.readTree(body.getBytes());
            if (!message.path("text").isTextual()) {
                return Future.failedFuture("no text");
            }
            String text = JSON.writeValueAsString(message);
            return pool.preparedQuery(insert)
                    .execute(Tuple.of(room, text, OffsetDateTime.now(ZoneOffset.UTC)))
                    .map(rows -> rows.iterator().next().getLong(0))
                    .onSuccess(id -> broadcast(room, text))
                    .map(id -> "{\"id\":" + id + "}");
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private void broadcast(String room, String text) {
        rooms.getOrDefault(room, Set.of()).forEach(socket -> socket.writeTextMessage(text));
    }
}
