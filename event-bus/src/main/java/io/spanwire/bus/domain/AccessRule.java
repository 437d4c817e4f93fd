package io.spanwire.bus.domain;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A rule on what a caller may do, with a description that the API's documents show. Callers are signed in always.
 * Immutable; the functions are pure.
 */
public final class AccessRule {
    private final String description;
    private final Function<AccessRequest, AccessDecision> decision;

    private AccessRule(String description, Function<AccessRequest, AccessDecision> decision) {
        this.description = description;
        this.decision = decision;
    }

    /** Everyone who is signed in, guests included. */
    public static AccessRule signedIn() {
        return new AccessRule("everyone who is signed in", request -> AccessDecision.allowed());
    }

    /** Callers with this role, from the identity provider or a service token. */
    public static AccessRule role(String role) {
        return when("the role " + role, request -> request.caller().roles().contains(role));
    }

    /** Callers for whom the test is true, described like {@code the author}. */
    public static AccessRule when(String description, Predicate<AccessRequest> test) {
        return new AccessRule(
                description,
                request -> test.test(request)
                        ? AccessDecision.allowed()
                        : AccessDecision.denied("This is for " + description + '.'));
    }

    /**
     * Callers for whom a view has a row with these parameters, such as members. For a stream that is read it is asked
     * again, while the reader is connected, when an event has changed the view's tables: in the view's stream if it is
     * bound to one ({@link View.Builder#ofStream}), else in any. Every command pays the query; a rule that the stream's state
     * can decide is better in its decider.
     *
     * @param description like {@code members of the room}
     * @param parameters all of the view's parameters
     */
    public static AccessRule ifRow(
            String description, String view, Function<AccessRequest, Map<String, String>> parameters) {
        return new AccessRule(description, request -> AccessDecision.ifRows(view, parameters.apply(request)));
    }

    /** Callers that this or the other rule allows. */
    public AccessRule or(AccessRule other) {
        return new AccessRule(
                description + ", or " + other.description,
                request -> AccessDecision.anyOf(List.of(decide(request), other.decide(request))));
    }

    /** Callers that both rules allow. */
    public AccessRule and(AccessRule other) {
        return new AccessRule(
                description + ", and " + other.description,
                request -> AccessDecision.allOf(List.of(decide(request), other.decide(request))));
    }

    AccessDecision decide(AccessRequest request) {
        return decision.apply(request);
    }

    /** Whom it allows, for people. */
    public String description() {
        return description;
    }

    @Override
    public String toString() {
        return description;
    }
}
