package io.spanwire.notifier.socket;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.history.HistoryPage;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.hub.PageReadLock;
import io.spanwire.notifier.hub.ReadPermit;
import io.spanwire.notifier.hub.SubscribeResult;
import io.spanwire.notifier.hub.Subscription;
import io.spanwire.notifier.hub.SubscriptionSink;
import io.spanwire.notifier.port.ReadAccess;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** The subscriptions of one socket. Belongs to the socket's event loop. */
final class SocketSubscriptions {
    /** Bytes of texts in one write. */
    private static final int WRITE_BYTES = 64 * 1024;

    private final HubShard shard;
    private final BackpressuredSocket socket;
    private final ReadAccess access;
    private final SocketSettings settings;
    private final Consumer<Problem> onFailure;
    private final PageReadLock pageLock = new PageReadLock();
    private final Map<StreamId, Subscription> subscriptions = new HashMap<>();
    private final Map<StreamId, ReadPermit> permits = new HashMap<>();

    /** @param onFailure called when a subscription fails */
    SocketSubscriptions(
            HubShard shard,
            BackpressuredSocket socket,
            ReadAccess access,
            SocketSettings settings,
            Consumer<Problem> onFailure) {
        this.shard = shard;
        this.socket = socket;
        this.access = access;
        this.settings = settings;
        this.onFailure = onFailure;
    }

    void subscribe(Caller caller, ClientFrame.Subscribe frame) {
        if (subscriptions.containsKey(frame.stream())) {
            socket.write(ServerFrames.problem(frame.id(), Problems.ALREADY_SUBSCRIBED));
        } else if (subscriptions.size() >= settings.subscriptions()) {
            socket.write(ServerFrames.problem(frame.id(), Problems.TOO_MANY_REQUESTS));
        } else {
            start(caller, frame);
        }
    }

    void unsubscribe(ClientFrame.Unsubscribe frame) {
        end(frame.stream());
        socket.write(ServerFrames.unsubscribed(frame.id(), frame.stream()));
    }

    /** Lets all of them write, starting with a random one, so that none is always last. */
    void run() {
        List<Subscription> all = new ArrayList<>(subscriptions.values());
        if (!all.isEmpty()) {
            Collections.rotate(all, ThreadLocalRandom.current().nextInt(all.size()));
            all.forEach(Subscription::run);
        }
    }

    void releasePages() {
        subscriptions.values().forEach(Subscription::releasePage);
    }

    /** Asks for permission again, with new claims; fails when the caller may not read one of the subscribed streams. */
    Future<Void> recheck(Caller caller) {
        return Future.all(subscriptions.keySet().stream()
                        .map(stream -> permit(caller, stream))
                        .toList())
                .mapEmpty();
    }

    void stop() {
        List.copyOf(subscriptions.keySet()).forEach(this::end);
    }

    private void end(StreamId stream) {
        Subscription subscription = subscriptions.remove(stream);
        if (subscription != null) {
            subscription.stop();
        }
        ReadPermit permit = permits.remove(stream);
        if (permit != null) {
            permit.release();
        }
    }

    /** The caller may not read the stream any more. */
    private void permitLost(StreamId stream, Problem problem) {
        end(stream);
        socket.write(ServerFrames.ended(stream, problem));
    }

    private void start(Caller caller, ClientFrame.Subscribe frame) {
        Subscription subscription = new Subscription(shard, frame.stream(), new SocketSink(frame.stream()), pageLock);
        subscriptions.put(frame.stream(), subscription);
        permit(caller, frame.stream())
                .compose(allowed -> subscription.open(frame.after(), frame.epoch(), true))
                .onSuccess(result -> opened(frame, subscription, result))
                .onFailure(cause -> failed(frame, subscription, FrameProblems.problem(cause)));
    }

    private void opened(ClientFrame.Subscribe frame, Subscription subscription, SubscribeResult result) {
        if (subscriptions.get(frame.stream()) != subscription) {
            socket.write(ServerFrames.problem(frame.id(), Problems.UNSUBSCRIBED));
        } else if (result instanceof SubscribeResult.OtherEpoch other) {
            end(frame.stream());
            socket.write(ServerFrames.otherEpoch(frame.id(), other.head()));
        } else {
            socket.write(ServerFrames.subscribed(frame.id(), frame.stream(), result.head()));
            subscription.run();
        }
    }

    private void failed(ClientFrame.Subscribe frame, Subscription subscription, Problem problem) {
        subscription.stop();
        if (subscriptions.get(frame.stream()) == subscription) {
            end(frame.stream());
        }
        socket.write(ServerFrames.problem(frame.id(), problem));
    }

    private Future<Void> permit(Caller caller, StreamId stream) {
        return ReadPermit.ask(shard, access.check(caller, stream), problem -> permitLost(stream, problem))
                .onSuccess(permit -> granted(stream, permit))
                .mapEmpty();
    }

    private void granted(StreamId stream, ReadPermit permit) {
        if (!subscriptions.containsKey(stream)) {
            permit.release(); // unsubscribed meanwhile
            return;
        }
        ReadPermit before = permits.put(stream, permit);
        if (before != null) {
            before.release();
        }
    }

    /** Writes the events of one stream as frames. */
    private final class SocketSink implements SubscriptionSink {
        private final StreamId stream;

        SocketSink(StreamId stream) {
            this.stream = stream;
        }

        @Override
        public boolean isFull() {
            return socket.isFull();
        }

        @Override
        public void event(StoredEvent event) {
            socket.writeEncoded(shard.encoded(EventFrames.ENCODING).encoded(event));
        }

        @Override
        public long page(HistoryPage page, long from, long to) {
            long written = from - 1;
            do {
                long next = written + 1;
                written = page.lastWithin(next, to, WRITE_BYTES);
                socket.writeEncoded(EventFrames.of(page, next, written));
            } while (written < to && !isFull());
            return written;
        }

        @Override
        public void caughtUp(long version) {
            socket.write(ServerFrames.caughtUp(stream, version));
        }

        @Override
        public void failed(Problem problem) {
            onFailure.accept(problem);
        }
    }
}
