package io.spanwire.projections.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.bus.personal.SubjectKey;
import io.spanwire.projections.decide.TimerChange;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The conversion of timers to what is stored of them. Data of a command with personal data wait sealed like those of an
 * event: when the subject is forgotten before, the command is sent with the defined values.
 */
public final class TimerSealer {
    private static final String BEFORE = "{\"data\":";

    private final SecureRandom random = new SecureRandom();

    /**
     * @param partition of a timer's stream
     * @param keys of subjects; asked once, if there are personal data
     */
    public List<TimerRow> seal(
            List<TimerChange> changes,
            ToIntFunction<TimerChange> partition,
            Function<Set<String>, Map<String, SubjectKey>> keys) {
        if (changes.isEmpty()) {
            return List.of();
        }
        Set<String> subjects = new TreeSet<>();
        changes.forEach(change -> change.pending()
                .flatMap(TimerChange.Pending::personal)
                .ifPresent(personal -> subjects.add(personal.subject())));
        Map<String, SubjectKey> known = subjects.isEmpty() ? Map.of() : keys.apply(subjects);
        List<TimerRow> rows = new ArrayList<>(changes.size());
        for (TimerChange change : changes) {
            rows.add(new TimerRow(
                    change.stream().toString(),
                    change.owner(),
                    change.name(),
                    partition.applyAsInt(change),
                    change.pending().map(pending -> row(pending, known))));
        }
        return rows;
    }

    private TimerRow.Pending row(TimerChange.Pending pending, Map<String, SubjectKey> keys) {
        @Nullable EventSecret secret = null;
        String data = BEFORE + pending.data() + '}';
        if (pending.personal().isPresent()) {
            TimerChange.Personal personal = pending.personal().get();
            byte[] bytes = new byte[EventSecret.BYTES];
            random.nextBytes(bytes);
            secret = new EventSecret(bytes);
            data = EventSeal.seal(
                            EventText.of(BEFORE + personal.redacted() + '}'),
                            personal.redacted().getBytes(StandardCharsets.UTF_8).length,
                            pending.data(),
                            Objects.requireNonNull(keys.get(personal.subject())),
                            secret)
                    .toString();
        }
        return new TimerRow.Pending(
                pending.id(), pending.due(), pending.target(), pending.command(), data, secret, pending.cause());
    }

    /** The data of an opened row, as JSON text. */
    public static String data(String opened) {
        JsonNode data = Json.reread(opened).path("data");
        return data.toString();
    }
}
