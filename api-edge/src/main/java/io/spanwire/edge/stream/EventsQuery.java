package io.spanwire.edge.stream;

import io.spanwire.bus.message.Problem.Pointer;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.notifier.cursor.StartPoint;
import io.spanwire.notifier.feed.EventId;
import io.spanwire.notifier.feed.PageRequest;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of the events endpoint, in its query string and in {@code Last-Event-ID}.
 *
 * @param after where to start: 0, a version, or {@code now}; a {@code Last-Event-ID} overrules it
 * @param limit the most events of a page
 * @param longPoll how long an empty page may wait for an event
 * @param epoch the history the version belongs to, if the client says so in either place
 */
record EventsQuery(StartPoint after, int limit, Duration longPoll, Optional<String> epoch) {
    private static final Set<String> NAMES = Set.of("after", "limit", "wait", "epoch");
    private static final int MAX_WAIT_SECONDS = (int) PageRequest.MAX_WAIT.toSeconds();

    /**
     * Reads both. A browser that comes back repeats the query it began with and adds the id of what it has seen since.
     *
     * @throws ProblemException invalid, with a pointer to each parameter at fault; other epoch, if the two name different
     *     ones: one of them at least is not this history's
     */
    static EventsQuery parse(MultiMap query, @Nullable String lastEventId) {
        List<Pointer> faults = new ArrayList<>();
        for (String name : query.names()) {
            if (!NAMES.contains(name)) {
                faults.add(new Pointer('/' + name, "There is no such parameter."));
            } else if (query.getAll(name).size() > 1) {
                faults.add(new Pointer('/' + name, "Give this parameter once."));
            }
        }
        StartPoint after = after(query.get("after"), faults);
        Optional<EventId> seen = seen(lastEventId, faults);
        int limit = number(query, "limit", PageRequest.USUAL, 1, PageRequest.LARGEST, faults);
        int seconds = number(query, "wait", 0, 0, MAX_WAIT_SECONDS, faults);
        if (!faults.isEmpty()) {
            throw new ProblemException(Problems.INVALID
                    .because("See errors for each parameter that does not match.")
                    .withErrors(faults));
        }
        return new EventsQuery(
                seen.<StartPoint>map(id -> new StartPoint.Version(id.version())).orElse(after),
                limit,
                Duration.ofSeconds(seconds),
                epoch(Optional.ofNullable(query.get("epoch")), seen.flatMap(EventId::epoch)));
    }

    private static Optional<EventId> seen(@Nullable String lastEventId, List<Pointer> faults) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return Optional.empty();
        }
        Optional<EventId> seen = EventId.parse(lastEventId);
        if (seen.isEmpty()) {
            faults.add(new Pointer("/last-event-id", "The id of an event of this stream, or its version."));
        }
        return seen;
    }

    private static Optional<String> epoch(Optional<String> asked, Optional<String> seen) {
        if (asked.isPresent() && seen.isPresent() && !asked.equals(seen)) {
            throw new ProblemException(Problems.OTHER_EPOCH);
        }
        return seen.or(() -> asked);
    }

    private static StartPoint after(@Nullable String text, List<Pointer> faults) {
        try {
            return text == null ? StartPoint.parse("0") : StartPoint.parse(text);
        } catch (IllegalArgumentException neither) {
            faults.add(new Pointer("/after", "A version seen last, 0 for all, or now."));
            return new StartPoint.Now();
        }
    }

    private static int number(MultiMap query, String name, int unset, int least, int most, List<Pointer> faults) {
        @Nullable String text = query.get(name);
        if (text == null) {
            return unset;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notNumber) {
            // Falls through to the one fault below: not a number in this range.
        }
        faults.add(new Pointer('/' + name, "A number from " + least + " to " + most + '.'));
        return unset;
    }
}
