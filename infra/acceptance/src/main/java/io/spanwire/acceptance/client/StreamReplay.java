package io.spanwire.acceptance.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole stream from its beginning, each event's text as it came. */
public final class StreamReplay {
    private static final int PAGE = 500;
    private static final JsonFactory JSON = new JsonFactory();

    private StreamReplay() {}

    /** Over the events endpoint, page by page. */
    public static List<String> pages(SignedInUser person, String stream) throws IOException, InterruptedException {
        List<String> bodies = new ArrayList<>();
        long after = 0;
        while (true) {
            HttpReply page = person.get("/api/streams/" + stream + "/events?after=" + after + "&limit=" + PAGE);
            if (page.status() != 200) {
                throw new IllegalStateException("A page of " + stream + " was answered " + page);
            }
            List<String> events = events(page.body());
            bodies.addAll(events);
            after = page.json().path("next").asLong();
            if (events.isEmpty()) {
                return bodies;
            }
        }
    }

    /** Over a WebSocket, until it has caught up. */
    public static List<String> socket(SignedInUser person, String stream) throws SocketLost {
        List<String> bodies = new ArrayList<>();
        try (WebSocketClient socket = WebSocketClient.open(person)) {
            socket.send("{\"id\":1,\"subscribe\":{\"stream\":\"" + stream + "\",\"after\":0}}");
            while (true) {
                String text = socket.expectText();
                JsonNode frame = HttpReply.parse(text);
                if (frame.has("event")) {
                    bodies.add(text.substring("{\"event\":".length(), text.length() - 1));
                } else if (frame.has("caught-up")) {
                    return bodies;
                } else if (!frame.has("subscribed")) {
                    throw new IllegalStateException("Unexpected frame " + text);
                }
            }
        }
    }

    /** The texts of the elements of {@code events}, byte for byte. */
    public static List<String> events(String page) throws IOException {
        List<String> bodies = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(page)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_ARRAY && "events".equals(parser.currentName())) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        int begin = (int) parser.currentTokenLocation().getCharOffset();
                        parser.skipChildren();
                        bodies.add(page.substring(
                                begin, (int) parser.currentLocation().getCharOffset()));
                    }
                    return bodies;
                }
            }
        }
        return bodies;
    }
}
