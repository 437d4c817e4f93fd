package io.spanwire.edge.security;

import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.AccessDecision;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.port.ReadAccess;
import io.vertx.core.Future;
import java.util.Map;

/**
 * Asks the access rules of the domain in question. A rule may answer by a view: then it is a yes if the view has a row.
 * Each future fails with the problem forbidden, or with that of what is not there.
 */
public final class Permissions implements ReadAccess {
    private static final Future<Void> YES = Future.succeededFuture();

    private final Domains domains;
    private final RuleViews views;

    /** Whether a view has a row: how a rule looks into the read models. */
    @FunctionalInterface
    public interface RuleViews {
        Future<Boolean> hasRow(View view, Map<String, String> parameters);
    }

    public Permissions(Domains domains, RuleViews views) {
        this.domains = domains;
        this.views = views;
    }

    /** May the caller send this command to this stream? */
    public Future<Void> maySend(Caller caller, StreamId stream, String command) {
        return domains.accessToStreams(stream.type())
                .map(access -> settle(access.maySend(caller, stream, command)))
                .orElseGet(() -> Future.failedFuture(new ProblemException(Problems.UNKNOWN_STREAM_TYPE)));
    }

    @Override
    public Future<Void> mayRead(Caller caller, StreamId stream) {
        return domains.accessToStreams(stream.type())
                .map(access -> settle(access.mayRead(caller, stream)))
                .orElseGet(() -> Future.failedFuture(new ProblemException(Problems.UNKNOWN_STREAM_TYPE)));
    }

    /** May the caller ask this view with these parameters? */
    public Future<Void> mayQuery(Caller caller, View view, Map<String, String> parameters) {
        Access access = domains.accessToView(view.name()).orElseThrow();
        return settle(access.mayQuery(caller, view.name(), parameters));
    }

    private Future<Void> settle(AccessDecision verdict) {
        if (verdict instanceof AccessDecision.Allowed) {
            return YES;
        }
        if (verdict instanceof AccessDecision.Denied denied) {
            return Future.failedFuture(new ProblemException(Problems.FORBIDDEN.because(denied.detail())));
        }
        return ask((AccessDecision.IfRows) verdict);
    }

    private Future<Void> ask(AccessDecision.IfRows rule) {
        View view = domains.view(rule.view())
                .orElseThrow(() -> new IllegalStateException("An access rule asks the unknown view " + rule.view()));
        return views.hasRow(view, rule.parameters())
                .compose(row -> row ? YES : Future.failedFuture(new ProblemException(Problems.FORBIDDEN)));
    }
}
