package io.spanwire.projections.schema;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Reaction;
import io.spanwire.projections.journal.DatabaseUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The recording of the domains' reactions when a worker starts. One that is new begins where it says: at what is stored from
 * now on, or at the beginning. One that is known continues where it was, also after a time without it. Blocking.
 */
public final class KnownReactions {
    private final Domains domains;

    public KnownReactions(Domains domains) {
        this.domains = domains;
    }

    private record Known(String name, int version) {}

    /**
     * Records the reactions.
     *
     * @param worker the login of the worker
     * @return a sentence for each that is new, has another version, or is missing
     * @throws DatabaseUnavailable when PostgreSQL does not answer
     */
    public List<String> record(JdbcLogin worker) {
        return JdbcDatabase.run(worker, this::record);
    }

    private List<String> record(JdbcDatabase transaction) {
        transaction.query("lock-projections.sql", row -> row.getBoolean(1)); // processes take turns
        Map<String, Known> known =
                transaction
                        .query("known-reactions.sql", row -> new Known(row.getString("name"), row.getInt("version")))
                        .stream()
                        .collect(Collectors.toMap(Known::name, each -> each));
        List<String> notices = new ArrayList<>();
        for (Reaction reaction : domains.reactions()) {
            Known before = known.remove(reaction.name());
            boolean isNow = reaction.start() == Reaction.Start.NOW;
            transaction.update(
                    "record-reaction.sql",
                    reaction.name(),
                    reaction.version(),
                    reaction.start().name().toLowerCase(Locale.ROOT));
            if (before == null) {
                transaction.update("start-reaction.sql", reaction.name(), isNow);
                notices.add("Reaction " + reaction.name() + " is new: it takes "
                        + (isNow ? "what is stored from now on." : "all events, the oldest first."));
            } else if (before.version() != reaction.version()) {
                notices.add("Reaction " + reaction.name() + " has version " + reaction.version() + ", and version "
                        + before.version() + " ran before: it continues where that was.");
            }
        }
        transaction.update("missing-reactions.sql", (Object)
                domains.reactions().stream().map(Reaction::name).toArray(String[]::new));
        known.values()
                .forEach(missing -> notices.add("No loaded domain has the reaction " + missing.name()
                        + ", which ran before: it continues where it was when it returns."));
        return notices;
    }
}
