package io.spanwire.acceptance.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole stream from its beginning; returns the unchanged text of each event. */
public final class StreamReplay {
    private static final int PAGE = 500;
    private static final JsonFactory JSON = new JsonFactory();

    private StreamReplay() {}

    /** Reads from the events endpoint, page by page. */
    public static List<String> pages(SignedInUser user, String stream) throws IOException, InterruptedException {
        List<String> bodies = new ArrayList<>();
        long after = 0;
        while (true) {
            HttpReply page = user.get("/api/streams/" + stream + "/events?after=" + after + "&limit=" + PAGE);
            if (page.status() != 200) {
                throw new IllegalStateException("Reading a page of " + stream + " failed: " + page);
            }
            List<String> events = events(page.body());
            bodies.addAll(events);
            after = page.json().path("next").asLong();
            if (events.isEmpty()) {
                return bodies;
            }
        }
    }

    /** Reads over a WebSocket until caught-up. */
    public static List<String> socket(SignedInUser user, String stream) throws SocketLost {
        List<String> bodies = new ArrayList<>();
        try (WebSocketClient socket = WebSocketClient.open(user)) {
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

    /** The unchanged texts of the elements of {@code events}. */
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
