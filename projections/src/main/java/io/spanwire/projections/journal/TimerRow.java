package io.spanwire.projections.journal;

import io.spanwire.bus.message.Cause;
import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A timer as it is stored, or its cancellation.
 *
 * @param owner the reaction whose timer it is; empty for a decider's
 */
public record TimerRow(String stream, String owner, String name, int partition, Optional<Pending> pending) {
    /**
     * What will be sent.
     *
     * @param data {@code {"data":{…}}}, sealed if the command has personal data
     * @param secret of sealed data
     */
    public record Pending(
            UUID id,
            Instant due,
            StreamId target,
            String command,
            String data,
            @Nullable EventSecret secret,
            Cause cause) {}

    private record Key(String stream, String owner, String name) {}

    /** The last change of each timer: a statement cannot change a row twice. */
    static List<TimerRow> last(List<TimerRow> changes) {
        Map<Key, TimerRow> last = new LinkedHashMap<>();
        changes.forEach(each -> last.put(new Key(each.stream(), each.owner(), each.name()), each));
        return List.copyOf(last.values());
    }

    static List<TimerRow> set(List<TimerRow> changes) {
        return filtered(changes, true);
    }

    static List<TimerRow> cancelled(List<TimerRow> changes) {
        return filtered(changes, false);
    }

    private static List<TimerRow> filtered(List<TimerRow> changes, boolean set) {
        List<TimerRow> filtered = new ArrayList<>(changes);
        filtered.removeIf(each -> each.pending().isPresent() != set);
        return filtered;
    }

    Pending required() {
        return pending.orElseThrow();
    }
}
