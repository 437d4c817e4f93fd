package io.spanwire.edge.security;

import io.spanwire.edge.http.FailureHandler;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;

/** The base of handlers for authenticated callers: authenticates, then answers or fails with a problem. */
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

    /** Writes the response. A failed future has written nothing. */
    protected abstract Future<Void> answer(RoutingContext context, AuthenticatedSession caller);

    /** Completes when the response has ended or its client has disconnected. */
    protected static Future<Void> closed(RoutingContext context) {
        Promise<Void> closed = Promise.promise();
        context.addEndHandler(over -> closed.tryComplete());
        return closed.future();
    }
}
