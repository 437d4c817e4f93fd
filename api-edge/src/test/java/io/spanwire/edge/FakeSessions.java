package io.spanwire.edge;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.security.ListedSession;
import io.spanwire.edge.security.SessionEnding;
import io.spanwire.edge.security.SessionStore;
import io.spanwire.edge.security.SignInMethod;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sessions in memory, which several edges can share. */
final class FakeSessions implements SessionStore {
    private record Opened(String subject, ListedSession session) {}

    private final List<Opened> opened = new CopyOnWriteArrayList<>();
    private final List<SessionEnding> endings = new CopyOnWriteArrayList<>();
    volatile boolean isAway;

    @Override
    public Future<Instant> open(
            String id, Caller caller, SignInMethod method, String providerSession, Duration lifetime) {
        Instant now = Instant.now();
        opened.add(new Opened(caller.subject(), new ListedSession(id, method.text(), now, now.plus(lifetime))));
        return answer(now);
    }

    @Override
    public Future<SessionEnding> end(SessionEnding.Kind kind, String value, Duration keep, String actor) {
        if (isAway) {
            return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
        }
        Instant now = Instant.now();
        SessionEnding ending = new SessionEnding(kind, value, now, now.plus(keep));
        endings.add(ending);
        return answer(ending);
    }

    @Override
    public Future<List<SessionEnding>> newEndings() {
        return answer(List.copyOf(endings));
    }

    @Override
    public Future<List<ListedSession>> list(String subject) {
        List<ListedSession> found = new ArrayList<>();
        opened.stream().filter(each -> each.subject().equals(subject)).forEach(each -> found.add(each.session()));
        return answer(found);
    }

    private <T> Future<T> answer(T answer) {
        return isAway
                ? Future.failedFuture(new ProblemException(Problems.UNAVAILABLE))
                : Future.succeededFuture(answer);
    }
}
