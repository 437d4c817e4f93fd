package io.spanwire.edge.state;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.http.EntityTags;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.security.AuthenticatedResource;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.Authenticator;
import io.spanwire.edge.security.Permissions;
import io.spanwire.edge.stream.StreamPath;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The handler of {@code GET /api/streams/{type}/{key}}: the folded state of a stream, at its head, at a version or at a
 * time, for callers who may read its events. The entity tag names the version, the epoch, the domains and the state
 * version, so 304 is answered without folding.
 */
public final class StateResource extends AuthenticatedResource {
    private static final CharSequence PRIVATE = HttpHeaders.createOptimized("private, no-cache");
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Domains domains;
    private final String domainsHash;
    private final Permissions permissions;
    private final StateStore store;
    private final Folds folds;

    /** @param domainsHash the identity of the domains' code, which decides what a history means */
    public StateResource(
            Domains domains,
            String domainsHash,
            Authenticator authenticator,
            Permissions permissions,
            StateStore store,
            Folds folds) {
        super(authenticator);
        this.domains = domains;
        this.domainsHash = domainsHash;
        this.permissions = permissions;
        this.store = store;
        this.folds = folds;
    }

    @Override
    protected Future<Void> answer(RoutingContext context, AuthenticatedSession caller) {
        StreamId stream = StreamPath.parseStream(context.normalizedPath(), domains);
        StreamType<?> type =
                domains.streamType(stream.type()).orElseThrow(() -> new ProblemException(Problems.UNKNOWN_STREAM_TYPE));
        StateQuery query = StateQuery.parse(context.queryParams());
        return permissions
                .mayRead(caller.caller(), stream)
                .compose(allowed -> store.find(stream, query))
                .compose(version -> answer(context, type, version));
    }

    private Future<Void> answer(RoutingContext context, StreamType<?> type, PastVersion version) {
        HttpServerResponse response = context.response();
        String tag = tag(type, version);
        @Nullable String ifNoneMatch = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (EntityTags.matches(ifNoneMatch, tag)) {
            return putHeaders(response, tag).setStatusCode(304).end();
        }
        return folds.state(type, version)
                .onSuccess(state -> Responses.json(putHeaders(response, tag), 200, json(version, state)))
                .mapEmpty();
    }

    private static HttpServerResponse putHeaders(HttpServerResponse response, String tag) {
        return response.putHeader(HttpHeaders.CACHE_CONTROL, PRIVATE).putHeader(HttpHeaders.ETAG, tag);
    }

    private String tag(StreamType<?> type, PastVersion version) {
        int meaning = 31 * domainsHash.hashCode() + type.stateVersion();
        if (type.isPersonal()) { // an event since then may have made earlier ones unreadable
            meaning = 31 * meaning + Long.hashCode(version.head());
        }
        return EntityTags.of(version.version(), 31 * meaning + version.epoch().hashCode());
    }

    private static String json(PastVersion version, String state) {
        StringBuilder text = new StringBuilder(160 + state.length());
        text.append("{\"stream\":\"").append(version.stream());
        text.append("\",\"version\":").append(version.version());
        version.time().ifPresent(time -> {
            text.append(",\"time\":\"");
            MILLIS.formatTo(time, text);
            text.append('"');
        });
        text.append(",\"epoch\":\"").append(version.epoch());
        return text.append("\",\"state\":").append(state).append('}').toString();
    }
}
