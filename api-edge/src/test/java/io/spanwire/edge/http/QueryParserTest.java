package io.spanwire.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spanwire.bus.message.Problem.Pointer;
import io.spanwire.bus.message.ProblemException;
import io.vertx.core.MultiMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryParserTest {
    @Test
    void unknownParameterIsRefusedWithTheKnownOnes() {
        QueryParser parser = new QueryParser(MultiMap.caseInsensitiveMultiMap().add("form", "1"));

        parser.allowOnly(Set.of("limit", "after", "from"));

        ProblemException refused = catchThrowableOfType(ProblemException.class, parser::throwErrors);
        assertThat(refused.problem().errors())
                .containsExactly(new Pointer("/form", "There is no such parameter. Known: after, from, limit."));
    }
}
