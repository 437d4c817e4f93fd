package io.spanwire.notifier.socket;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.hub.EventSink;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.hub.PageReadLock;
import io.spanwire.notifier.hub.SubscribeResult;
import io.spanwire.notifier.hub.Subscription;
import io.spanwire.notifier.port.ReadAccess;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The streams a socket follows. Belongs to the socket's event loop. */
final class SocketSubscriptions {
    private final HubShard shard;
    private final BackpressuredSocket line;
    private final ReadAccess access;
    private final SocketSettings settings;
    private final Consumer<Problem> broken;
    private final PageReadLock turn = new PageReadLock();
    private final Map<StreamId, Subscription> streams = new HashMap<>();

    /** @param broken called when a subscription cannot go on */
    SocketSubscriptions(
            HubShard shard,
            BackpressuredSocket line,
            ReadAccess access,
            SocketSettings settings,
            Consumer<Problem> broken) {
        this.shard = shard;
        this.line = line;
        this.access = access;
        this.settings = settings;
        this.broken = broken;
    }

    void subscribe(Caller caller, ClientFrame.Subscribe frame) {
        if (streams.containsKey(frame.stream())) {
            line.write(ServerFrames.problem(frame.id(), Problems.ALREADY_SUBSCRIBED));
        } else if (streams.size() >= settings.subscriptions()) {
            line.write(ServerFrames.problem(frame.id(), Problems.TOO_MANY_REQUESTS));
        } else {
            begin(caller, frame);
        }
    }

    void unsubscribe(ClientFrame.Unsubscribe frame) {
        Subscription subscription = streams.remove(frame.stream());
        if (subscription != null) {
            subscription.stop();
        }
        line.write(ServerFrames.unsubscribed(frame.id(), frame.stream()));
    }

    /** Lets all of them write, beginning anywhere, so that none always comes last. */
    void run() {
        List<Subscription> all = new ArrayList<>(streams.values());
        if (!all.isEmpty()) {
            Collections.rotate(all, ThreadLocalRandom.current().nextInt(all.size()));
            all.forEach(Subscription::run);
        }
    }

    void releasePages() {
        streams.values().forEach(Subscription::releasePage);
    }

    /** Fails when there is one the caller may not read. */
    Future<Void> recheck(Caller caller) {
        return Future.all(streams.keySet().stream()
                        .map(stream -> mayRead(caller, stream))
                        .toList())
                .mapEmpty();
    }

    void stop() {
        streams.values().forEach(Subscription::stop);
        streams.clear();
    }

    private void begin(Caller caller, ClientFrame.Subscribe frame) {
        Subscription subscription = Subscription.register(shard, frame.stream(), new SocketSink(frame.stream()), turn);
        streams.put(frame.stream(), subscription);
        mayRead(caller, frame.stream())
                .compose(allowed -> subscription.open(frame.after(), frame.epoch()))
                .onSuccess(opening -> opened(frame, subscription, opening))
                .onFailure(cause -> refused(frame, subscription, FrameProblems.problem(cause)));
    }

    private void opened(ClientFrame.Subscribe frame, Subscription subscription, SubscribeResult opening) {
        if (streams.get(frame.stream()) != subscription) {
            line.write(ServerFrames.problem(frame.id(), Problems.UNSUBSCRIBED));
        } else if (opening instanceof SubscribeResult.OtherEpoch other) {
            streams.remove(frame.stream());
            line.write(ServerFrames.otherEpoch(frame.id(), other.head()));
        } else {
            line.write(ServerFrames.subscribed(frame.id(), frame.stream(), opening.head()));
            subscription.run();
        }
    }

    private void refused(ClientFrame.Subscribe frame, Subscription subscription, Problem problem) {
        subscription.stop();
        streams.remove(frame.stream(), subscription);
        line.write(ServerFrames.problem(frame.id(), problem));
    }

    private Future<Void> mayRead(Caller caller, StreamId stream) {
        return shard.here(
                access.mayRead(caller, stream).timeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Events of one stream as frames of this socket. */
    private final class SocketSink implements EventSink {
        private final StreamId stream;

        SocketSink(StreamId stream) {
            this.stream = stream;
        }

        @Override
        public boolean full() {
            return line.isFull();
        }

        @Override
        public void event(io.spanwire.bus.message.StoredEvent event) {
            line.write(shard.texts(ServerFrames.EVENT).text(event));
        }

        @Override
        public void caughtUp(long version) {
            line.write(ServerFrames.caughtUp(stream, version));
        }

        @Override
        public void failed(Problem problem) {
            broken.accept(problem);
        }
    }
}
