package io.spanwire.edge.security;

import io.spanwire.bus.domain.AccessDecision;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.port.ReadCheck.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events may change a decision that asks views: those that fill the views' tables, of one stream if the view is bound
 * to one. Thread-safe.
 */
final class AccessChanges {
    private final Domains domains;
    /** By view. */
    private final Map<String, Set<String>> eventTypes = new ConcurrentHashMap<>();

    AccessChanges(Domains domains) {
        this.domains = domains;
    }

    List<Change> of(AccessDecision decision) {
        return changes(decision).toList();
    }

    private Stream<Change> changes(AccessDecision decision) {
        if (decision instanceof AccessDecision.AnyOf any) {
            return any.decisions().stream().flatMap(this::changes);
        }
        if (decision instanceof AccessDecision.AllOf all) {
            return all.decisions().stream().flatMap(this::changes);
        }
        return decision instanceof AccessDecision.IfRows rows
                ? domains.view(rows.view()).stream().map(view -> change(view, rows.parameters()))
                : Stream.empty();
    }

    private Change change(View view, Map<String, String> parameters) {
        return new Change(
                view.binding().flatMap(binding -> stream(binding, parameters)),
                eventTypes.computeIfAbsent(view.name(), name -> eventTypes(view)));
    }

    private static Optional<StreamId> stream(View.Binding binding, Map<String, String> parameters) {
        @Nullable String key = parameters.get(binding.parameter());
        return key == null ? Optional.empty() : Optional.of(new StreamId(binding.streamType(), key));
    }

    /** Empty, which stands for all, when no projection declares the view's tables. */
    private Set<String> eventTypes(View view) {
        Set<String> types = new HashSet<>();
        for (Projection projection : domains.projectionsOf(view)) {
            types.addAll(domains.eventTypes(projection));
        }
        return types;
    }
}
