package io.spanwire.edge.security;

import io.spanwire.edge.http.FailureHandler;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;

/** An address for signed-in callers: finds out who calls, then answers, or fails with a problem. */
public abstract class AuthenticatedResource implements Handler<RoutingContext> {
    private final Authenticator authenticator;

    protected AuthenticatedResource(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public final void handle(RoutingContext context) {
        authenticator
                .authenticate(context)
                .compose(caller -> answer(context, caller))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    /** Writes the response; a future that fails has written nothing. */
    protected abstract Future<Void> answer(RoutingContext context, AuthenticatedSession caller);

    /** Completes when the response is over or its client left. */
    protected static Future<Void> gone(RoutingContext context) {
        Promise<Void> gone = Promise.promise();
        context.addEndHandler(over -> gone.tryComplete());
        return gone.future();
    }
}
