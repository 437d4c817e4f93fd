package io.spanwire.edge.stream;

import io.spanwire.edge.budget.ClientBudget;
import io.spanwire.edge.budget.ClientConnection;
import io.spanwire.edge.budget.OpenLimit;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.OpenConnections;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers with events that stay open: they count towards their caller's and address's limit, and end with their session.
 *
 * @param feeds the limit, because feeds and waiting pages hold memory and database reads for as long as they like
 */
public record OpenAnswers(OpenLimit feeds, OpenConnections connections) {
    /** @throws io.spanwire.bus.message.ProblemException too-many-requests */
    void occupy(RoutingContext context, AuthenticatedSession caller, Future<Void> closed) {
        ClientBudget budget = ClientConnection.budget(context.request());
        String subject = caller.caller().subject();
        feeds.acquire(budget, subject);
        closed.onComplete(over -> feeds.release(budget, subject));
    }

    void endWithSession(RoutingContext context, AuthenticatedSession caller, Future<Void> closed) {
        connections.add(
                caller, caller.session(), closed, () -> context.response().reset());
    }
}
