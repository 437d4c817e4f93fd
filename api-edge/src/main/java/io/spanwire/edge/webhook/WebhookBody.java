package io.spanwire.edge.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.Problem.Pointer;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.webhook.WebhookRules;
import io.spanwire.bus.webhook.WebhookSecret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The parser of one JSON body, which collects an error for each property at fault. Not thread-safe. */
final class WebhookBody {
    static final int MAX_TEXT = 200;
    private static final int MAX_PLACE = 1 << 14;
    private static final int MAX_TYPES = 100;

    private final JsonNode body;
    private final Map<String, Pointer> errors = new LinkedHashMap<>();

    /** @throws ProblemException when the body is no object */
    WebhookBody(JsonNode body, Set<String> properties) {
        if (!body.isObject()) {
            throw new ProblemException(Problems.INVALID.because("Send a JSON object."));
        }
        this.body = body;
        body.fieldNames().forEachRemaining(name -> {
            if (!properties.contains(name)) {
                error(name, "There is no such property. Known: " + String.join(", ", new TreeSet<>(properties)) + '.');
            }
        });
    }

    Optional<String> text(String name, int max) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()
                || value.textValue().length() > max
                || value.textValue().indexOf('\0') >= 0) {
            error(name, "Give a text of at most " + max + " characters.");
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    <T> T required(String name, Optional<T> value, T missing) {
        if (value.isEmpty()) {
            error(name, "This property is required.");
        }
        return value.orElse(missing);
    }

    Optional<Long> number(String name, long min, long max) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.canConvertToExactIntegral() || value.longValue() < min || value.longValue() > max) {
            error(name, "Give a whole number from " + min + " to " + max + '.');
            return Optional.empty();
        }
        return Optional.of(value.longValue());
    }

    Optional<String> url(WebhookRules rules) {
        Optional<String> url = text("url", 4_096);
        url.flatMap(rules::refusal).ifPresent(refusal -> error("url", refusal));
        return url;
    }

    Optional<WebhookSecret> secret() {
        return parsed("secret", 128, WebhookSecret::parse, "A secret is whsec_ and the base64 of 24 to 64 bytes.");
    }

    Optional<WebhookPlace> from() {
        return parsed(
                "from",
                MAX_PLACE,
                WebhookPlace::parse,
                "Give beginning, now, a time with its offset, or a feed's token.");
    }

    private <T> Optional<T> parsed(String name, int max, Function<String, T> parse, String error) {
        try {
            return text(name, max).map(parse);
        } catch (IllegalArgumentException invalid) {
            error(name, error);
            return Optional.empty();
        }
    }

    /** The feed of a stream type that there is, or of all. */
    Optional<String> feed(Domains domains) {
        Optional<FeedName> feed =
                parsed("feed", MAX_TEXT, FeedName::parse, "Give a stream type as type/*, or * for all streams.");
        feed.flatMap(FeedName::type)
                .filter(type -> domains.streamType(type).isEmpty())
                .ifPresent(type -> error("feed", "No domain of this server has this stream type."));
        return feed.map(FeedName::toString);
    }

    Optional<Set<String>> types(Domains domains) {
        JsonNode values = body.path("types");
        if (values.isMissingNode()) {
            return Optional.empty();
        }
        if (!values.isArray() || values.size() > MAX_TYPES) {
            error("types", "Give an array of at most " + MAX_TYPES + " names of event types; empty for all.");
            return Optional.empty();
        }
        Set<String> types = new TreeSet<>();
        for (int i = 0; i < values.size(); i++) {
            String type = values.get(i).asText();
            if (!values.get(i).isTextual() || domains.storedNames(Set.of(type)).isEmpty()) {
                error("types/" + i, "There is no event type of this name.");
            }
            types.add(type);
        }
        return Optional.of(types);
    }

    private void error(String name, String detail) {
        String pointer = '/'
                + (name.startsWith("types/") ? name : name.replace("~", "~0").replace("/", "~1"));
        errors.putIfAbsent(pointer, new Pointer(pointer, detail));
    }

    /** @throws ProblemException invalid, with all errors, if there are any */
    void throwErrors() {
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    Problems.INVALID.withErrors(List.copyOf(errors.values()).subList(0, Math.min(errors.size(), 20))));
        }
    }
}
