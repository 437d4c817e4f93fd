package io.spanwire.notifier.socket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.MalformedJson;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.FeedStart;
import io.spanwire.notifier.cursor.StartPoint;
import io.spanwire.notifier.history.FeedFilter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * The strict parser of client frames: an {@code id} and one verb, no unknown property, every value of its type. A frame
 * with an id and a known verb can be answered; any other is unreadable.
 */
final class ClientFrameParser {
    private static final ClientFrame HEARTBEAT = new ClientFrame.Heartbeat();
    private static final ClientFrame UNREADABLE = new ClientFrame.Unreadable();
    private static final String ID = "id";
    private static final int MAX_TOKEN = 8192;
    private static final int MAX_TYPES = 50;

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
            return invalidNumber(text, malformed);
        }
    }

    /** The frame around a number out of range still has an id, so it can be answered. */
    private static ClientFrame invalidNumber(String text, MalformedJson malformed) {
        try {
            return read(Json.parseRounded(text), (id, verb, body) -> invalid(id, malformed));
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
        } catch (IllegalArgumentException invalid) {
            return invalid(id, invalid);
        }
    }

    private static ClientFrame invalid(long id, RuntimeException cause) {
        return new ClientFrame.Invalid(id, Problems.MALFORMED.because(String.valueOf(cause.getMessage())));
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
        if (FeedName.isFeed(body.text("stream"))) {
            return subscribeFeed(id, body);
        }
        body.allow("stream", "after", "epoch");
        return new ClientFrame.Subscribe(id, stream(body), after(body), body.optionalText("epoch"));
    }

    private static ClientFrame subscribeFeed(long id, FrameBody body) {
        body.allow("stream", "after", "types", "since");
        FeedFilter filter = new FeedFilter(
                FeedName.parse(body.text("stream")),
                body.texts("types", MAX_TYPES),
                body.optionalText("since").map(ClientFrameParser::time).orElse(Instant.EPOCH));
        FeedStart after = body.has("after") && !body.any("after").equals(IntNode.valueOf(0))
                ? FeedStart.parse(body.text("after"))
                : FeedStart.BEGINNING;
        return new ClientFrame.SubscribeFeed(id, filter, after);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException noTime) {
            throw new IllegalArgumentException("subscribe.since must be a time like 2026-11-30T09:00:00Z", noTime);
        }
    }

    private static ClientFrame unsubscribe(long id, FrameBody body) {
        body.allow("stream");
        String name = body.text("stream");
        return new ClientFrame.Unsubscribe(
                id,
                FeedName.isFeed(name)
                        ? FeedName.parse(name).toString()
                        : stream(body).toString());
    }

    private static ClientFrame refresh(long id, FrameBody body) {
        body.allow("token");
        String token = body.text("token");
        if (token.length() > MAX_TOKEN) {
            throw new IllegalArgumentException("refresh.token has more than " + MAX_TOKEN + " characters");
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
            throw new IllegalArgumentException("subscribe.after must be a version from 0 on, or \"now\"");
        }
        return new StartPoint.Now();
    }
}
