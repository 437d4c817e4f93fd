package io.spanwire.edge.server;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.edge.budget.ClientBudget;
import io.spanwire.edge.budget.ClientConnection;
import io.spanwire.edge.http.FailureHandler;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/** The rates of one client address, checked before anything else is done for a request. */
final class RequestRates {
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private RequestRates() {}

    /** Wraps the handler of all requests. */
    static Handler<HttpServerRequest> before(Handler<HttpServerRequest> handler) {
        return request -> {
            try {
                charge(request);
            } catch (ProblemException tooMany) {
                FailureHandler.answer(request.response(), tooMany);
                return;
            }
            handler.handle(request);
        };
    }

    private static void charge(HttpServerRequest request) {
        ClientBudget budget = ClientConnection.budget(request);
        if (READS.contains(request.method())) {
            budget.chargeRead();
        } else {
            budget.chargeCommand();
        }
    }
}
