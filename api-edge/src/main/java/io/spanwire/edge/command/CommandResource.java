package io.spanwire.edge.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.OutcomeJson;
import io.spanwire.bus.json.ProblemJson;
import io.spanwire.bus.message.Outcome;
import io.spanwire.edge.command.CommandGateway.SendOptions;
import io.spanwire.edge.http.EntityTags;
import io.spanwire.edge.http.JsonBody;
import io.spanwire.edge.http.PreferHeader;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.http.TraceParent;
import io.spanwire.edge.security.AuthenticatedResource;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.edge.stream.StreamPath;
import io.spanwire.notifier.port.CommandReceipt;
import io.spanwire.notifier.port.CommandRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The handler of {@code POST /api/streams/{type}/{key}/{command}}: sends a command and answers with its outcome. */
public final class CommandResource extends AuthenticatedResource {
    /** The prefix of the path of an outcome. */
    public static final String OUTCOMES = "/api/commands/";

    private static final CharSequence IDEMPOTENCY_KEY = HttpHeaders.createOptimized("idempotency-key");
    private static final CharSequence PREFER = HttpHeaders.createOptimized("prefer");
    private static final CharSequence PREFERENCE_APPLIED = HttpHeaders.createOptimized("preference-applied");

    private final Domains domains;
    private final CommandGateway gateway;
    private final Duration maxWait;

    public CommandResource(Domains domains, Authenticator authenticator, CommandGateway gateway, Duration maxWait) {
        super(authenticator);
        this.domains = domains;
        this.gateway = gateway;
        this.maxWait = maxWait;
    }

    @Override
    protected Future<Void> answer(RoutingContext context, AuthenticatedSession caller) {
        HttpServerRequest request = context.request();
        StreamPath path = StreamPath.parse(context.normalizedPath(), domains);
        PreferHeader prefer = PreferHeader.parse(request.getHeader(PREFER), maxWait);
        CommandRequest command = new CommandRequest(
                caller.caller(),
                path.stream(),
                path.name(),
                () -> JsonBody.of(context),
                Optional.ofNullable(request.getHeader(IDEMPOTENCY_KEY)),
                EntityTags.expected(request.getHeader(HttpHeaders.IF_MATCH)));
        return gateway.submit(
                        command,
                        new SendOptions(prefer.maxWait(), TraceParent.of(request), Optional.of(closed(context))))
                .onSuccess(receipt -> write(context.response(), receipt, prefer))
                .mapEmpty();
    }

    private static void write(HttpServerResponse response, CommandReceipt receipt, PreferHeader prefer) {
        if (!prefer.applied().isEmpty()) {
            response.putHeader(PREFERENCE_APPLIED, prefer.applied());
        }
        if (receipt instanceof CommandReceipt.Pending pending) {
            writePending(response, pending.command());
        } else if (receipt instanceof CommandReceipt.Decided decided) {
            writeDecided(response, decided.outcome());
        }
    }

    /** 202: the command is durable and not decided yet; {@code Location} will have the outcome. */
    static void writePending(HttpServerResponse response, UUID command) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("command", command.toString()).put("outcome", "undecided");
        response.putHeader(HttpHeaders.LOCATION, OUTCOMES + command).putHeader(Responses.RETRY_AFTER, "1");
        Responses.json(response, 202, body.toString());
    }

    private static void writeDecided(HttpServerResponse response, Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            response.putHeader(HttpHeaders.ETAG, EntityTags.of(accepted.version()));
            Responses.json(response, OutcomeJson.write(outcome));
        } else if (outcome instanceof Outcome.Unsuccessful failed) {
            ObjectNode body = ProblemJson.write(failed.problem());
            body.put("command", outcome.command().toString());
            Responses.problem(response, failed.problem(), body);
        }
    }
}
