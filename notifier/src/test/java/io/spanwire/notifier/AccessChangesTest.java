package io.spanwire.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.vertx.core.Future;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Permission that is lost while a subscription is open. */
class AccessChangesTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");
    private static final StreamId OTHER = StreamId.parse("chat/other");

    private final InMemoryLog log = new InMemoryLog(16);
    private final TestFrontend frontend = new TestFrontend(log, TestFrontend.settings());
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean isMember = true;
    private volatile boolean isAway;

    @BeforeEach
    void rules() {
        frontend.accessEvents = Set.of("chat.left");
        frontend.access = (caller, stream) -> {
            asked.incrementAndGet();
            if (isAway) {
                return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
            }
            return isMember || !stream.equals(ROOM)
                    ? Future.succeededFuture()
                    : Future.failedFuture(new ProblemException(Problems.FORBIDDEN));
        };
    }

    @AfterEach
    void close() {
        frontend.close();
    }

    @Test
    void subscriptionEndsAndTheSocketGoesOn() {
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        socket.next();
        socket.send("{'id':2,'subscribe':{'stream':'chat/other','after':0}}");
        await().until(() -> socket.next().path("caught-up").has("stream"));

        isMember = false;
        log.append(ROOM, "left: u-1");

        JsonNode ended = socket.next();
        while (!ended.has("ended")) {
            ended = socket.next();
        }
        assertThat(ended.at("/ended/stream").asText()).isEqualTo("chat/general");
        assertThat(ended.at("/ended/problem/status").asInt()).isEqualTo(403);
        log.append(ROOM, "a secret");
        log.append(OTHER, "for all");
        assertThat(socket.next().at("/event/data").asText()).isEqualTo("for all");
    }

    @Test
    void otherEventsAskNothing() {
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        socket.next();
        int before = asked.get();

        log.append(ROOM, "hello");
        log.append(OTHER, "left: another room");
        socket.next();
        log.append(ROOM, "left: u-2");

        await().until(() -> asked.get() > before);
        assertThat(asked.get()).isEqualTo(before + 1);
        assertThat(socket.versions(1)).containsExactly(2L);
    }

    @Test
    void unansweredQuestionIsAskedAgain() {
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        socket.next();

        isMember = false;
        isAway = true;
        int before = asked.get();
        log.append(ROOM, "left: u-1");
        await().until(() -> asked.get() > before);
        isAway = false;

        JsonNode frame = socket.next();
        while (!frame.has("ended")) {
            frame = socket.next();
        }
        assertThat(frame.at("/ended/problem/status").asInt()).isEqualTo(403);
    }
}
