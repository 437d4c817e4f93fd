package io.spanwire.notifier.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.ForgettingEvents;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import io.spanwire.notifier.cursor.FeedStart;
import io.spanwire.notifier.history.FeedFilter;
import io.spanwire.notifier.history.FeedPage;
import io.spanwire.notifier.personal.TailOpener;
import io.spanwire.notifier.port.ReadCheck;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While a slow reader has not taken a page, the next one is in memory. */
class FeedReadAheadTest {
    private static final StreamId FIRST = StreamId.parse("chat/first");
    private static final int OF_FIRST = 60;
    private static final int OF_SECOND = 20;

    private static final HubSettings SETTINGS =
            new HubSettings(InMemoryLog.PARTITIONS, 1 << 20, Duration.ofHours(1), 100, 3);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final InMemoryLog log = new InMemoryLog(16);
    /** In another partition than the first. */
    private final StreamId second = IntStream.range(0, 100)
            .mapToObj(i -> StreamId.parse("chat/second-" + i))
            .filter(stream -> log.partition(stream) != log.partition(FIRST))
            .findFirst()
            .orElseThrow();

    private final SlowSink sink = new SlowSink();
    private volatile boolean secondMayBeRead = true;

    /** Takes one event of a page, until it may take all. */
    private static final class SlowSink implements FeedSink {
        final List<String> received = new CopyOnWriteArrayList<>();
        volatile boolean slow = true;

        @Override
        public boolean isFull() {
            return slow && !received.isEmpty();
        }

        @Override
        public void event(StoredEvent event, Supplier<FeedToken> token) {
            received.add(event.body().toString());
        }

        @Override
        public int page(FeedPage page, int from, Progress progress) {
            int last = slow ? from : page.events() - 1;
            IntStream.rangeClosed(from, last)
                    .forEach(i -> received.add(page.text(i).toString()));
            progress.written(last + 1);
            return last + 1;
        }

        @Override
        public void failed(Problem problem) {
            received.add(problem.toString());
        }
    }

    @AfterEach
    void close() {
        TestFrontend.await(vertx.close());
    }

    @Test
    void nextPageIsReadWhileOneIsWritten() {
        commitBoth();
        FeedSubscription feed = open();

        await().until(() -> log.pages() == 2);
        assertThat(sink.received).hasSize(1);
        drain(feed);

        await().until(() -> sink.received.size() == OF_FIRST + OF_SECOND);
    }

    @Test
    void pageReadAheadIsReadAgainWithoutWhatMayNoLongerBeRead() {
        commitBoth();
        FeedSubscription feed = open();
        await().until(() -> log.pages() == 2);

        secondMayBeRead = false;
        log.append(second, "left: me");
        log.append(FIRST, "the last one");
        drain(feed);

        await().until(() -> sink.received.size() == OF_FIRST + 1);
        assertThat(sink.received).noneMatch(text -> text.contains("second"));
    }

    /** The first page has events of the first stream only. */
    private void commitBoth() {
        IntStream.range(0, OF_FIRST).forEach(i -> log.commit(FIRST, "said " + i));
        IntStream.range(0, OF_SECOND).forEach(i -> log.commit(second, "said " + i));
    }

    private FeedSubscription open() {
        Hub hub = new Hub(
                vertx,
                SETTINGS,
                log,
                log,
                log,
                new TailOpener(
                        new ForgettingEvents(Domains.of(List.of())),
                        ids -> Future.succeededFuture(Map.of()),
                        System::nanoTime),
                new SimpleMeterRegistry());
        TestFrontend.await(hub.start());
        return TestFrontend.await(Future.future(opened -> loop.runOnContext(now -> {
            FeedSubscription feed = new FeedSubscription(
                    hub.shard(),
                    new FeedFilter(FeedName.of("chat")),
                    Optional.of(this::rule),
                    sink,
                    new PageReadLock());
            feed.open(FeedStart.BEGINNING, true)
                    .onSuccess(cursor -> feed.run())
                    .map(feed)
                    .onComplete(opened);
        })));
    }

    private ReadCheck rule(StreamId stream) {
        return new ReadCheck(
                List.of(new ReadCheck.Change(Optional.of(stream), Set.of("chat.left"))),
                () -> stream.equals(FIRST) || secondMayBeRead
                        ? Future.succeededFuture()
                        : Future.failedFuture(new ProblemException(Problems.FORBIDDEN)));
    }

    private void drain(FeedSubscription feed) {
        sink.slow = false;
        loop.runOnContext(now -> feed.run());
    }
}
