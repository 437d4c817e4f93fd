package io.spanwire.edge.state;

import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.edge.http.QueryParser;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The version that a client asks for: one by number, the last one at a time, or the head if neither is given. */
public record StateQuery(OptionalLong version, Optional<Instant> at) {
    private static final Set<String> NAMES = Set.of("version", "at");
    /** The years of RFC 3339, which PostgreSQL has, too. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** @throws ProblemException invalid, with a pointer to each parameter at fault */
    static StateQuery parse(MultiMap query) {
        QueryParser parser = new QueryParser(query);
        parser.allowOnly(NAMES);
        OptionalLong version = parser.number("version", 0, Long.MAX_VALUE);
        Optional<Instant> at = parser.typed("at", ParameterType.TIMESTAMP).map(Instant.class::cast);
        if (at.filter(time -> time.isBefore(EARLIEST) || time.isAfter(LATEST)).isPresent()) {
            parser.addError("at", "The year is not between 0001 and 9999.");
        }
        if (query.contains("version") && query.contains("at")) {
            parser.addError("at", "Give either version or at.");
        }
        parser.throwErrors();
        return new StateQuery(version, at);
    }
}
