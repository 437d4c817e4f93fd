package io.spanwire.acceptance.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The events kept against the outcomes kept and what clients sent. */
final class EventRules {
    private final RecordedHistory told;
    private final StoredHistory kept;
    private final ViolationCollector findings;
    private final Map<Place, StoredHistory.Event> events = new HashMap<>();

    private record Place(String stream, long version) {}

    EventRules(RecordedHistory told, StoredHistory kept, ViolationCollector findings) {
        this.told = told;
        this.kept = kept;
        this.findings = findings;
        kept.events().forEach(event -> events.put(new Place(event.stream(), event.version()), event));
    }

    void check() {
        Set<Place> owned = new HashSet<>();
        kept.outcomes().stream().filter(StoredHistory.Outcome::isAccepted).forEach(outcome -> own(outcome, owned));
        events.forEach((place, event) -> {
            if (!owned.contains(place)) {
                findings.add(Rule.EVENTS_OF_OUTCOMES, "no accepted outcome has the event %s", event);
            }
            asked(event);
        });
    }

    private void own(StoredHistory.Outcome outcome, Set<Place> owned) {
        for (long version = outcome.base() + 1; version <= outcome.last(); version++) {
            Place place = new Place(outcome.stream(), version);
            StoredHistory.Event event = events.get(place);
            if (event == null) {
                findings.add(Rule.EVENTS_OF_OUTCOMES, "version %d of %s is missing", version, outcome);
            } else if (!event.command().equals(outcome.command())) {
                findings.add(Rule.EVENTS_OF_OUTCOMES, "version %d of %s is another's: %s", version, outcome, event);
            }
            if (!owned.add(place)) {
                findings.add(Rule.EVENTS_OF_OUTCOMES, "%s has two owners, one of them %s", place, outcome);
            }
        }
    }

    private void asked(StoredHistory.Event event) {
        JsonNode body = event.json();
        UUID command = event.command();
        HistoryEntry.Invoked invoked = told.invoked().get(command);
        if (invoked == null) {
            findings.add(Rule.NOTHING_UNASKED, "nobody sent the command of %s", event);
            return;
        }
        boolean same = body.path("version").asLong() == event.version()
                && body.path("actor").asText().equals(invoked.actor())
                && body.path("source").asText().endsWith("/" + event.stream())
                && invoked.stream().equals(event.stream());
        if (!same || !saysWhatWasSent(HistoryLines.parse(invoked.data()), body.path("data"))) {
            findings.add(Rule.NOTHING_UNASKED, "%s is not what was sent: %s", event, invoked);
        }
    }

    /** Every field of a sample's command is in each of its events. */
    private static boolean saysWhatWasSent(JsonNode sent, JsonNode said) {
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            if (!field.getValue().equals(said.get(field.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
