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
 * The handler of {@code GET /api/commands/{id}}: the outcome of a command, for its sender and for readers of its
 * stream; 202 while it is undecided. An unknown id is answered the same way, because its command may still arrive.
 */
public final class OutcomeResource extends AuthenticatedResource {
    private final Permissions permissions;
    private final OutcomeStore outcomes;

    public OutcomeResource(Authenticator authenticator, Permissions permissions, OutcomeStore outcomes) {
        super(authenticator);
        this.permissions = permissions;
        this.outcomes = outcomes;
    }

    @Override
    protected Future<Void> answer(RoutingContext context, AuthenticatedSession caller) {
        UUID command = CommandIds.parse(PathTail.after(CommandResource.OUTCOMES, context));
        return outcomes.find(command)
                .compose(found -> authorize(caller, found).map(found))
                .onSuccess(found -> write(context, command, found))
                .mapEmpty();
    }

    private Future<Void> authorize(AuthenticatedSession caller, Optional<Outcome> found) {
        boolean isOwn =
                found.isEmpty() || found.get().actor().equals(caller.caller().subject());
        return isOwn ? Future.succeededFuture() : permissions.mayRead(caller.caller(), found.get().stream());
    }

    private static void write(RoutingContext context, UUID command, Optional<Outcome> found) {
        if (found.isEmpty()) {
            CommandResource.writePending(context.response(), command);
        } else {
            Responses.json(context.response(), OutcomeJson.write(found.get()));
        }
    }
}
