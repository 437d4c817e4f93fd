package io.spanwire.notifier.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import io.spanwire.notifier.TestSocket;
import io.spanwire.notifier.http.ResponseSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No gap and no duplicate with slow clients, lost or repeated records and unavailable history, over real sockets. */
class SocketDeliveryTest {
    private static final StreamId ROOM = StreamId.parse("chat/general");

    private final InMemoryLog log = new InMemoryLog(16);
    private final TestFrontend frontend = new TestFrontend(
            log, TestFrontend.settings(Duration.ofMillis(300), SocketSettings.defaults(), ResponseSettings.defaults()));

    @AfterEach
    void close() {
        frontend.close();
    }

    @Test
    void slowClientLosesNothingAndCostsBoundedMemory() {
        String text = "x".repeat(10_000);
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        socket.next();

        socket.pause();
        IntStream.range(0, 3_000).forEach(i -> log.append(ROOM, text));
        AtomicReference<Double> deliveredWhileSlow = new AtomicReference<>(0.0);
        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            double delivered = frontend.meter("spanwire.hub.delivered");
            return delivered > 0 && delivered == deliveredWhileSlow.getAndSet(delivered);
        });
        socket.resume();

        assertThat(deliveredWhileSlow.get()).as("the client was slow").isLessThan(2_500);
        assertThat(socket.versions(3_000)).containsExactlyElementsOf(upTo(1, 3_000));
    }

    @Test
    void lostEventIsReadFromHistoryWhenTheNextOfItsPartitionArrives() {
        StreamId neighbour = log.neighbours(ROOM).findFirst().orElseThrow();
        append(2);
        TestSocket socket = frontend.socket().subscribe("chat/general", "2");
        socket.next();

        log.commit(ROOM, "lost");
        log.append(neighbour, "arrives");

        assertThat(socket.versions(1)).containsExactly(3L);
        assertThat(frontend.meter("spanwire.hub.gaps")).isEqualTo(1);
    }

    @Test
    void lostLastEventIsFoundByTheGapScan() {
        append(2);
        TestSocket socket = frontend.socket().subscribe("chat/general", "2");
        socket.next();

        log.commit(ROOM, "lost");

        assertThat(socket.versions(1)).containsExactly(3L);
        append(1);
        assertThat(socket.versions(1)).containsExactly(4L);
    }

    @Test
    void eventPublishedTwiceIsDeliveredOnce() {
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        socket.next();

        StoredEvent event = log.append(ROOM, "once");
        log.publish(event);
        append(1);

        assertThat(socket.versions(2)).containsExactly(1L, 2L);
        assertThat(frontend.meter("spanwire.hub.repeated")).isEqualTo(1);
    }

    @Test
    void eventHandedOverByTheWorkerIsDeliveredOnceThoughKafkaDeliversItToo() {
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        socket.next();

        StoredEvent event = log.commit(ROOM, "handed over");
        frontend.notifier().events().deliver(log.partition(ROOM), List.of(event));
        assertThat(socket.versions(1)).containsExactly(1L);
        log.publish(event);
        append(1);

        assertThat(socket.versions(1)).containsExactly(2L);
        assertThat(frontend.meter("spanwire.hub.repeated")).isEqualTo(1);
        assertThat(frontend.meter("spanwire.hub.mismatches")).isZero();
    }

    @Test
    void handoverAfterEventsThatKafkaHasNotDeliveredLeavesNoGap() {
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        socket.next();

        StoredEvent late = log.commit(ROOM, "by another worker");
        StoredEvent handedOver = log.commit(ROOM, "handed over");
        frontend.notifier().events().deliver(log.partition(ROOM), List.of(handedOver));
        log.publish(late);
        log.publish(handedOver);

        assertThat(socket.versions(2)).containsExactly(1L, 2L);
    }

    @Test
    void liveContinuesWhileHistoryIsUnavailable() {
        commit(40);
        TestSocket live = frontend.socket().subscribe("chat/general", "40");
        live.next();
        TestSocket replaying = frontend.socket();
        replaying.pause();

        log.setUnavailable(true);
        append(1);
        assertThat(live.versions(1)).containsExactly(41L);
        TestSocket late = frontend.socket();
        late.send("{'id':1,'subscribe':{'stream':'chat/general','after':0}}");
        assertThat(late.next().at("/problem/status").asInt()).isEqualTo(503);
        log.setUnavailable(false);

        late.subscribe("chat/general", "0");
        assertThat(late.versions(41)).containsExactlyElementsOf(upTo(1, 41));
    }

    @Test
    void replayContinuesAfterHistoryWasUnavailable() {
        commit(2_000);
        TestSocket socket = frontend.socket().subscribe("chat/general", "0");
        socket.versions(1);

        log.setUnavailable(true);
        await().until(() -> frontend.meter("spanwire.history.failures") > 0 || socket.waiting() >= 1_999);
        log.setUnavailable(false);

        assertThat(socket.versions(1_999)).containsExactlyElementsOf(upTo(2, 2_000));
    }

    private void commit(int events) {
        IntStream.range(0, events).forEach(i -> log.commit(ROOM, "old"));
    }

    private void append(int events) {
        IntStream.range(0, events).forEach(i -> log.append(ROOM, "new"));
    }

    private static List<Long> upTo(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
