package io.spanwire.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.domain.CommandType;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.StreamId;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody who calls the server, with a subject and roles. Everything goes through the edge. */
public final class TestCaller {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_EVERY = Duration.ofMillis(20).toNanos();

    private final Domains domains;
    private final EdgeClient client;
    private final String subject;
    private final List<String> roles;

    TestCaller(Domains domains, EdgeClient client, String subject, List<String> roles) {
        this.domains = domains;
        this.client = client;
        this.subject = subject;
        this.roles = roles;
    }

    /** Sends the command with this record and waits for its outcome, which views and events then show. */
    public CommandReply send(String stream, Object command) {
        StreamType<?> type = type(stream);
        CommandType<?, ?> commandType = type.commands().stream()
                .filter(each -> each.data().equals(command.getClass()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Stream type " + type.name() + " has no command "
                        + command.getClass().getName()));
        return send(stream, commandType.name(), Json.write(command));
    }

    /** Sends a command by its name, with data as JSON. */
    public CommandReply send(String stream, String command, String data) {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> response =
                client.post("/api/streams/" + stream + '/' + command, subject, roles, key, data);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (response.statusCode() == 202 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_EVERY);
            response = client.get("/api/commands/" + key, subject, roles);
        }
        JsonNode body = Json.reread(response.body());
        CommandReply reply = new CommandReply(stream + ' ' + command + ' ' + data, response.statusCode(), body);
        if (reply.isAccepted()) {
            client.accepted(stream, body.path("version").asLong());
        }
        return reply;
    }

    /**
     * The first page of a view: its rows by column, as in the JSON of the edge. Fails if the caller may not query it.
     *
     * @param parameters of the query string, {@code limit} and {@code page} among them
     */
    public List<Map<String, @Nullable Object>> view(String view, Map<String, ?> parameters) {
        HttpResponse<String> response = query(view, parameters);
        if (response.statusCode() != 200) {
            throw new AssertionError(subject + " got no rows of the view " + view + ": " + response.body());
        }
        return Rows.parse(Json.reread(response.body()).path("rows").toString());
    }

    /** Expects that the caller may not query the view with these parameters. */
    public void viewIsDenied(String view, Map<String, ?> parameters) {
        HttpResponse<String> response = query(view, parameters);
        if (response.statusCode() != 403) {
            throw new AssertionError(subject + " should not be allowed to query the view " + view + ", but got "
                    + response.statusCode() + ": " + response.body());
        }
    }

    private HttpResponse<String> query(String view, Map<String, ?> parameters) {
        String query = parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + '=' + encoded(String.valueOf(entry.getValue())))
                .collect(Collectors.joining("&", "?", ""));
        return client.get("/api/views/" + encoded(view) + query, subject, roles);
    }

    /** The records of the events of a stream that the caller may read. */
    public List<Object> events(String stream) {
        return new TestReader(domains, client, subject, roles)
                .recorded(stream).stream().<Object>map(RecordedEvent::data).toList();
    }

    /** The state of a stream that the caller may read. */
    public <S> S state(String stream, Class<S> state) {
        HttpResponse<String> response = client.get("/api/streams/" + stream, subject, roles);
        if (response.statusCode() != 200) {
            throw new AssertionError(subject + " cannot read " + stream + ": " + response.body());
        }
        return Json.mapper().convertValue(Json.reread(response.body()).path("state"), state);
    }

    private StreamType<?> type(String stream) {
        return domains.streamType(StreamId.parse(stream).type())
                .orElseThrow(() -> new AssertionError("No domain has the type of " + stream));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
