package io.spanwire.edge.security;

import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.AccessDecision;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.audit.AuditEvent;
import io.spanwire.edge.audit.AuditLog;
import io.spanwire.notifier.port.FeedAccess;
import io.spanwire.notifier.port.ReadAccess;
import io.spanwire.notifier.port.ReadCheck;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The check of the domains' access rules. A rule may refer to a view and then allows access if the view has a row. Each
 * future fails with the problem forbidden, or unknown stream type.
 */
public final class Permissions implements ReadAccess {
    /** The role that may read the feed of all streams, and manage webhooks. */
    public static final String OPERATOR = "operator";

    private static final Future<Void> ALLOWED = Future.succeededFuture();

    private final Domains domains;
    private final BiFunction<View, Map<String, String>, Future<Boolean>> hasRow;
    private final AccessChanges changes;
    private final AuditLog audit;

    /** @param hasRow queries a view with parameters for a rule: whether it has a row */
    public Permissions(Domains domains, BiFunction<View, Map<String, String>, Future<Boolean>> hasRow, AuditLog audit) {
        this.audit = audit;
        this.domains = domains;
        this.hasRow = hasRow;
        this.changes = new AccessChanges(domains);
    }

    /** Checks that the caller may send this command to this stream. */
    public Future<Void> maySend(Caller caller, StreamId stream, String command) {
        return domains.accessToStreams(stream.type())
                .map(access -> recorded(
                        enforce(access.maySend(caller, stream, command)),
                        caller,
                        () -> "send " + stream + ' ' + command))
                .orElseGet(() -> Future.failedFuture(new ProblemException(Problems.UNKNOWN_STREAM_TYPE)));
    }

    /** Checks that the caller is an operator. */
    public Future<Void> mayOperate(Caller caller, String what) {
        AccessDecision decision = caller.roles().contains(OPERATOR)
                ? AccessDecision.allowed()
                : AccessDecision.denied("This is for the role " + OPERATOR + '.');
        return recorded(enforce(decision), caller, () -> what);
    }

    /** Checks that the caller may read this stream. */
    public Future<Void> mayRead(Caller caller, StreamId stream) {
        return check(caller, stream).ask().get();
    }

    @Override
    public ReadCheck check(Caller caller, StreamId stream) {
        return domains.accessToStreams(stream.type())
                .map(access -> check(access.mayRead(caller, stream), caller, stream))
                .orElseGet(() -> ReadCheck.lasting(
                        () -> Future.failedFuture(new ProblemException(Problems.UNKNOWN_STREAM_TYPE))));
    }

    /** Everything is for operators, who get all of it; the streams of a type are for whom its domain allows. */
    @Override
    public FeedAccess feed(Caller caller, FeedName feed, Set<String> types) {
        Optional<Set<String>> stored = domains.storedNames(types);
        if (stored.isEmpty()) {
            return FeedAccess.refused(Problems.INVALID.because("There is no event type of one of these names."));
        }
        if (feed.type().isEmpty()) {
            AccessDecision decision = caller.roles().contains(OPERATOR)
                    ? AccessDecision.allowed()
                    : AccessDecision.denied("The feed of all streams is for the role " + OPERATOR + '.');
            return new FeedAccess(stored.get(), checkOf(decision, caller, () -> "read *"), Optional.empty());
        }
        String type = feed.type().get();
        return domains.accessToStreams(type)
                .map(access -> new FeedAccess(
                        stored.get(),
                        checkOf(access.mayFollow(caller, type), caller, () -> "read " + feed),
                        Optional.of(stream -> unrecorded(access.mayRead(caller, stream)))))
                .orElseGet(() -> FeedAccess.refused(Problems.UNKNOWN_STREAM_TYPE));
    }

    /** Of a stream in a feed: its reader did not ask for it, so a refusal is not recorded. */
    private ReadCheck unrecorded(AccessDecision decision) {
        return new ReadCheck(changes.of(decision), () -> enforce(decision));
    }

    private ReadCheck checkOf(AccessDecision decision, Caller caller, Supplier<String> what) {
        return new ReadCheck(changes.of(decision), () -> recorded(enforce(decision), caller, what));
    }

    private ReadCheck check(AccessDecision decision, Caller caller, StreamId stream) {
        return checkOf(decision, caller, () -> "read " + stream);
    }

    private Future<Void> recorded(Future<Void> decision, Caller caller, Supplier<String> what) {
        return decision.isComplete() && decision.succeeded()
                ? decision
                : decision.onFailure(refused -> {
                    if (isForbidden(refused)) {
                        audit.record(AuditEvent.FORBIDDEN, caller.subject(), what.get());
                    }
                });
    }

    /** Checks that the caller may query this view with these parameters. */
    public Future<Void> mayQuery(Caller caller, View view, Map<String, String> parameters) {
        Access access = domains.accessToView(view.name()).orElseThrow();
        return recorded(
                enforce(access.mayQuery(caller, view.name(), parameters)), caller, () -> "query " + view.name());
    }

    private Future<Void> enforce(AccessDecision decision) {
        if (decision instanceof AccessDecision.Allowed) {
            return ALLOWED;
        }
        if (decision instanceof AccessDecision.Denied denied) {
            return Future.failedFuture(new ProblemException(Problems.FORBIDDEN.because(denied.detail())));
        }
        if (decision instanceof AccessDecision.AnyOf any) {
            return anyOf(any.decisions(), 0);
        }
        if (decision instanceof AccessDecision.AllOf all) {
            return allOf(all.decisions(), 0);
        }
        return requireRow((AccessDecision.IfRows) decision);
    }

    private Future<Void> anyOf(List<AccessDecision> decisions, int index) {
        Future<Void> one = enforce(decisions.get(index));
        return index == decisions.size() - 1
                ? one
                : one.recover(refused -> isForbidden(refused) ? anyOf(decisions, index + 1) : one);
    }

    private Future<Void> allOf(List<AccessDecision> decisions, int index) {
        Future<Void> one = enforce(decisions.get(index));
        return index == decisions.size() - 1 ? one : one.compose(allowed -> allOf(decisions, index + 1));
    }

    private static boolean isForbidden(Throwable refused) {
        return refused instanceof ProblemException known && known.problem().status() == Problems.FORBIDDEN.status();
    }

    private Future<Void> requireRow(AccessDecision.IfRows rule) {
        View view = domains.view(rule.view())
                .orElseThrow(() -> new IllegalStateException("An access rule names the unknown view " + rule.view()));
        return hasRow.apply(view, rule.parameters())
                .compose(row -> row ? ALLOWED : Future.failedFuture(new ProblemException(Problems.FORBIDDEN)));
    }
}
