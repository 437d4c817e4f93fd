package io.spanwire.edge.command;

import io.spanwire.bus.json.OutcomeJson;
import io.spanwire.bus.message.Outcome;
import io.spanwire.edge.http.PathTail;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.security.AuthenticatedResource;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.edge.security.Permissions;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code GET /api/commands/{id}}: what became of a command, for whoever sent it or may read its stream; 202 while it is
 * undecided. An id nobody ever sent looks the same: it may still come.
 */
public final class OutcomeResource extends AuthenticatedResource {
    private static final int OK = 200;

    private final Permissions permissions;
    private final OutcomeStore outcomes;

    public OutcomeResource(Authenticator authenticator, Permissions permissions, OutcomeStore outcomes) {
        super(authenticator);
        this.permissions = permissions;
        this.outcomes = outcomes;
    }

    @Override
    protected Future<Void> answer(RoutingContext context, AuthenticatedSession caller) {
        UUID command = CommandIds.parse(PathTail.behind(CommandResource.OUTCOMES, context));
        return outcomes.find(command)
                .compose(found -> allowed(caller, found).map(found))
                .onSuccess(found -> write(context, command, found))
                .mapEmpty();
    }

    private Future<Void> allowed(AuthenticatedSession caller, Optional<Outcome> found) {
        boolean own =
                found.isEmpty() || found.get().actor().equals(caller.caller().subject());
        return own ? Future.succeededFuture() : permissions.mayRead(caller.caller(), found.get().stream());
    }

    private static void write(RoutingContext context, UUID command, Optional<Outcome> found) {
        if (found.isEmpty()) {
            CommandResource.writePending(context.response(), command);
        } else {
            Responses.json(
                    context.response(), OK, OutcomeJson.write(found.get()).toString());
        }
    }
}
