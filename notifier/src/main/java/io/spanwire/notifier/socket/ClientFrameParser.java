package io.spanwire.notifier.socket;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.MalformedJson;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StartPoint;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * Reads client frames, strictly: an {@code id} and one verb, nothing unknown anywhere, every value of its type. Whatever
 * has an id and a known verb gets an answer; the rest is unreadable.
 */
final class ClientFrameParser {
    private static final ClientFrame HEARTBEAT = new ClientFrame.Heartbeat();
    private static final ClientFrame UNREADABLE = new ClientFrame.Unreadable();
    private static final String ID = "id";
    private static final int MAX_TOKEN = 8192;

    private static final Map<String, BiFunction<Long, FrameBody, ClientFrame>> VERBS = Map.of(
            "send", ClientFrameParser::send,
            "subscribe", ClientFrameParser::subscribe,
            "unsubscribe", ClientFrameParser::unsubscribe,
            "refresh", ClientFrameParser::refresh);

    private ClientFrameParser() {}

    static ClientFrame read(String text) {
        try {
            return read(Json.parse(text), ClientFrameParser::read);
        } catch (MalformedJson malformed) {
            return readAround(text, malformed);
        }
    }

    /** A number too large to hold is still in a frame that can be answered. */
    private static ClientFrame readAround(String text, MalformedJson malformed) {
        try {
            return read(Json.parseRounded(text), (id, verb, body) -> unclear(id, malformed));
        } catch (MalformedJson unreadable) {
            return UNREADABLE;
        }
    }

    private interface VerbReader {
        ClientFrame read(long id, String verb, JsonNode body);
    }

    private static ClientFrame read(JsonNode frame, VerbReader reader) {
        if (frame.isObject() && frame.isEmpty()) {
            return HEARTBEAT;
        }
        Optional<String> verb = verb(frame);
        long id = FrameBody.whole(frame.path(ID)).orElse(-1);
        if (verb.filter(VERBS::containsKey).isEmpty() || id < 0) {
            return UNREADABLE;
        }
        return reader.read(id, verb.get(), frame.path(verb.get()));
    }

    private static ClientFrame read(long id, String verb, JsonNode body) {
        try {
            return Objects.requireNonNull(VERBS.get(verb)).apply(id, new FrameBody(verb, body));
        } catch (IllegalArgumentException unclear) {
            return unclear(id, unclear);
        }
    }

    private static ClientFrame unclear(long id, RuntimeException cause) {
        return new ClientFrame.Unclear(id, Problems.MALFORMED.because(String.valueOf(cause.getMessage())));
    }

    private static Optional<String> verb(JsonNode frame) {
        if (!frame.isObject() || frame.size() != 2 || !frame.has(ID)) {
            return Optional.empty();
        }
        return frame.propertyStream()
                .map(Map.Entry::getKey)
                .filter(key -> !key.equals(ID))
                .findFirst();
    }

    private static ClientFrame send(long id, FrameBody body) {
        body.allow("stream", "command", "data", "key", "expect");
        return new ClientFrame.Send(
                id,
                stream(body),
                body.text("command"),
                body.any("data"),
                body.optionalText("key"),
                body.has("expect") ? OptionalLong.of(body.version("expect")) : OptionalLong.empty());
    }

    private static ClientFrame subscribe(long id, FrameBody body) {
        body.allow("stream", "after", "epoch");
        return new ClientFrame.Subscribe(id, stream(body), after(body), body.optionalText("epoch"));
    }

    private static ClientFrame unsubscribe(long id, FrameBody body) {
        body.allow("stream");
        return new ClientFrame.Unsubscribe(id, stream(body));
    }

    private static ClientFrame refresh(long id, FrameBody body) {
        body.allow("token");
        String token = body.text("token");
        if (token.length() > MAX_TOKEN) {
            throw new IllegalArgumentException("refresh.token is too long");
        }
        return new ClientFrame.Refresh(id, token);
    }

    private static StreamId stream(FrameBody body) {
        return StreamId.parse(body.text("stream"));
    }

    private static StartPoint after(FrameBody body) {
        if (!body.has("after")) {
            return StartPoint.START;
        }
        return body.any("after").isTextual() ? now(body.text("after")) : new StartPoint.Version(body.version("after"));
    }

    private static StartPoint now(String text) {
        if (!text.equals("now")) {
            throw new IllegalArgumentException("subscribe.after is a version, 0 or more, or \"now\"");
        }
        return new StartPoint.Now();
    }
}
