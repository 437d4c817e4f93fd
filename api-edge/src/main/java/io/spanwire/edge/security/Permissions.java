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
import java.util.function.BiFunction;

/**
 * The check of the domains' access rules. A rule may refer to a view and then allows access if the view has a row. Each
 * future fails with the problem forbidden, or unknown stream type.
 */
public final class Permissions implements ReadAccess {
    private static final Future<Void> ALLOWED = Future.succeededFuture();

    private final Domains domains;
    private final BiFunction<View, Map<String, String>, Future<Boolean>> hasRow;

    /** @param hasRow queries a view with parameters for a rule: whether it has a row */
    public Permissions(Domains domains, BiFunction<View, Map<String, String>, Future<Boolean>> hasRow) {
        this.domains = domains;
        this.hasRow = hasRow;
    }

    /** Checks that the caller may send this command to this stream. */
    public Future<Void> maySend(Caller caller, StreamId stream, String command) {
        return domains.accessToStreams(stream.type())
                .map(access -> enforce(access.maySend(caller, stream, command)))
                .orElseGet(() -> Future.failedFuture(new ProblemException(Problems.UNKNOWN_STREAM_TYPE)));
    }

    @Override
    public Future<Void> mayRead(Caller caller, StreamId stream) {
        return domains.accessToStreams(stream.type())
                .map(access -> enforce(access.mayRead(caller, stream)))
                .orElseGet(() -> Future.failedFuture(new ProblemException(Problems.UNKNOWN_STREAM_TYPE)));
    }

    /** Checks that the caller may query this view with these parameters. */
    public Future<Void> mayQuery(Caller caller, View view, Map<String, String> parameters) {
        Access access = domains.accessToView(view.name()).orElseThrow();
        return enforce(access.mayQuery(caller, view.name(), parameters));
    }

    private Future<Void> enforce(AccessDecision decision) {
        if (decision instanceof AccessDecision.Allowed) {
            return ALLOWED;
        }
        if (decision instanceof AccessDecision.Denied denied) {
            return Future.failedFuture(new ProblemException(Problems.FORBIDDEN.because(denied.detail())));
        }
        return requireRow((AccessDecision.IfRows) decision);
    }

    private Future<Void> requireRow(AccessDecision.IfRows rule) {
        View view = domains.view(rule.view())
                .orElseThrow(() -> new IllegalStateException("An access rule names the unknown view " + rule.view()));
        return hasRow.apply(view, rule.parameters())
                .compose(row -> row ? ALLOWED : Future.failedFuture(new ProblemException(Problems.FORBIDDEN)));
    }
}
