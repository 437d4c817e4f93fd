package io.spanwire.acceptance.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Rules that compare stored events with stored outcomes and with the commands that clients sent. */
final class EventRules {
    private final RecordedHistory recorded;
    private final StoredHistory stored;
    private final ViolationCollector violations;
    private final Map<StreamVersion, StoredHistory.Event> events = new HashMap<>();

    private record StreamVersion(String stream, long version) {}

    EventRules(RecordedHistory recorded, StoredHistory stored, ViolationCollector violations) {
        this.recorded = recorded;
        this.stored = stored;
        this.violations = violations;
        stored.events().forEach(event -> events.put(new StreamVersion(event.stream(), event.version()), event));
    }

    void check() {
        Set<StreamVersion> claimed = new HashSet<>();
        stored.outcomes().stream()
                .filter(StoredHistory.Outcome::isAccepted)
                .forEach(outcome -> checkEvents(outcome, claimed));
        events.forEach((key, event) -> {
            if (!claimed.contains(key)) {
                violations.add(Rule.EVENTS_OF_OUTCOMES, "no accepted outcome has the event %s", event);
            }
            checkSent(event);
        });
    }

    private void checkEvents(StoredHistory.Outcome outcome, Set<StreamVersion> claimed) {
        for (long version = outcome.base() + 1; version <= outcome.last(); version++) {
            StreamVersion key = new StreamVersion(outcome.stream(), version);
            StoredHistory.Event event = events.get(key);
            if (event == null) {
                violations.add(Rule.EVENTS_OF_OUTCOMES, "version %d of %s is missing", version, outcome);
            } else if (!event.command().equals(outcome.command())) {
                violations.add(
                        Rule.EVENTS_OF_OUTCOMES, "version %d of %s has another command: %s", version, outcome, event);
            }
            if (!claimed.add(key)) {
                violations.add(Rule.EVENTS_OF_OUTCOMES, "%s is in two outcomes, one of them %s", key, outcome);
            }
        }
    }

    private void checkSent(StoredHistory.Event event) {
        JsonNode body = event.json();
        UUID command = event.command();
        HistoryEntry.Invoked invoked = recorded.invoked().get(command);
        if (invoked == null) {
            violations.add(Rule.ONLY_SENT_COMMANDS, "no client sent the command of %s", event);
            return;
        }
        boolean same = body.path("version").asLong() == event.version()
                && body.path("actor").asText().equals(invoked.actor())
                && body.path("source").asText().endsWith("/" + event.stream())
                && invoked.stream().equals(event.stream());
        if (!same || !hasFields(HistoryLines.parse(invoked.data()), body.path("data"))) {
            violations.add(Rule.ONLY_SENT_COMMANDS, "%s differs from what was sent: %s", event, invoked);
        }
    }

    /** Every event of the sample domains contains every field of its command. */
    private static boolean hasFields(JsonNode sent, JsonNode stored) {
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            if (!field.getValue().equals(stored.get(field.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
