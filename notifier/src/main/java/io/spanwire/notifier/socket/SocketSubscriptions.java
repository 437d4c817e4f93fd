package io.spanwire.notifier.socket;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.FeedCursor;
import io.spanwire.notifier.hub.FeedSubscription;
import io.spanwire.notifier.hub.HubShard;
import io.spanwire.notifier.hub.OpenSubscription;
import io.spanwire.notifier.hub.PageReadLock;
import io.spanwire.notifier.hub.ReadPermit;
import io.spanwire.notifier.hub.SubscribeResult;
import io.spanwire.notifier.hub.Subscription;
import io.spanwire.notifier.port.FeedAccess;
import io.spanwire.notifier.port.ReadAccess;
import io.spanwire.notifier.port.ReadCheck;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The subscriptions of one socket, to streams and feeds, by name. Belongs to the socket's event loop. */
final class SocketSubscriptions {
    private final HubShard shard;
    private final BackpressuredSocket socket;
    private final ReadAccess access;
    private final SocketSettings settings;
    private final Consumer<Problem> onFailure;
    private final PageReadLock pageLock = new PageReadLock();
    private final Map<String, Open> subscriptions = new HashMap<>();

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

    /** A subscription and the permission for it. */
    private static final class Open {
        private final OpenSubscription subscription;
        private final Function<Caller, ReadCheck> check;
        private @Nullable ReadPermit permit;

        /** @param check whether a caller may have it */
        Open(OpenSubscription subscription, Function<Caller, ReadCheck> check) {
            this.subscription = subscription;
            this.check = check;
        }

        void permitted(ReadPermit granted) {
            release();
            permit = granted;
        }

        void stop() {
            subscription.stop();
            release();
        }

        private void release() {
            if (permit != null) {
                permit.release();
            }
        }
    }

    void subscribe(Caller caller, ClientFrame.Subscribe frame) {
        StreamId stream = frame.stream();
        if (isRefused(frame.id(), stream.toString())) {
            return;
        }
        Subscription subscription =
                new Subscription(shard, stream, new StreamSocketSink(shard, socket, stream, onFailure), pageLock);
        Open open = new Open(subscription, other -> access.check(other, stream));
        start(stream.toString(), open, caller)
                .compose(allowed -> subscription.open(frame.after(), frame.epoch(), true))
                .onSuccess(result -> opened(frame, open, result))
                .onFailure(cause -> failed(frame.id(), stream.toString(), open, FrameProblems.problem(cause)));
    }

    void subscribe(Caller caller, ClientFrame.SubscribeFeed frame) {
        String name = frame.filter().feed().toString();
        if (isRefused(frame.id(), name)) {
            return;
        }
        FeedAccess allowed = feed(caller, frame);
        FeedSubscription subscription = new FeedSubscription(
                shard,
                frame.filter().withTypes(allowed.types()),
                allowed.each(),
                new FeedSocketSink(shard, socket, frame.filter().feed(), onFailure),
                pageLock);
        Open open = new Open(subscription, other -> {
            FeedAccess present = feed(other, frame);
            subscription.permit(present.each());
            return present.whole();
        });
        start(name, open, caller)
                .compose(permitted -> subscription.open(frame.after(), true))
                .onSuccess(cursor -> opened(frame, open, cursor))
                .onFailure(cause -> failed(frame.id(), name, open, FrameProblems.problem(cause)));
    }

    private FeedAccess feed(Caller caller, ClientFrame.SubscribeFeed frame) {
        return access.feed(caller, frame.filter().feed(), frame.filter().types());
    }

    void unsubscribe(ClientFrame.Unsubscribe frame) {
        end(frame.name());
        socket.write(ServerFrames.unsubscribed(frame.id(), frame.name()));
    }

    /** Lets all of them write, starting with a random one, so that none is always last. */
    void run() {
        List<Open> all = new ArrayList<>(subscriptions.values());
        if (!all.isEmpty()) {
            Collections.rotate(all, ThreadLocalRandom.current().nextInt(all.size()));
            all.forEach(open -> open.subscription.run());
        }
    }

    void releasePages() {
        subscriptions.values().forEach(open -> open.subscription.releasePage());
    }

    /** Asks for permission again, with new claims; fails when the caller may not read something subscribed to. */
    Future<Void> recheck(Caller caller) {
        return Future.all(Map.copyOf(subscriptions).entrySet().stream()
                        .map(entry -> permit(caller, entry.getKey(), entry.getValue()))
                        .toList())
                .mapEmpty();
    }

    void stop() {
        List.copyOf(subscriptions.keySet()).forEach(this::end);
    }

    private void end(String name) {
        Open open = subscriptions.remove(name);
        if (open != null) {
            open.stop();
        }
    }

    /** Whether the frame was answered with a problem. */
    private boolean isRefused(long id, String name) {
        if (subscriptions.containsKey(name)) {
            socket.write(ServerFrames.problem(id, Problems.ALREADY_SUBSCRIBED));
            return true;
        }
        if (subscriptions.size() >= settings.subscriptions()) {
            socket.write(ServerFrames.problem(
                    id,
                    Problems.TOO_MANY_REQUESTS.because("This socket has " + settings.subscriptions()
                            + " subscriptions, the maximum. Unsubscribe from one, or open another socket.")));
            return true;
        }
        return false;
    }

    private Future<Void> start(String name, Open open, Caller caller) {
        subscriptions.put(name, open);
        return permit(caller, name, open);
    }

    private void opened(ClientFrame.Subscribe frame, Open open, SubscribeResult result) {
        String name = frame.stream().toString();
        if (subscriptions.get(name) != open) {
            socket.write(ServerFrames.problem(frame.id(), Problems.UNSUBSCRIBED));
        } else if (result instanceof SubscribeResult.OtherEpoch other) {
            end(name);
            socket.write(ServerFrames.otherEpoch(frame.id(), other.head()));
        } else {
            socket.write(ServerFrames.subscribed(frame.id(), frame.stream(), result.head()));
            open.subscription.run();
        }
    }

    private void opened(ClientFrame.SubscribeFeed frame, Open open, FeedCursor cursor) {
        if (subscriptions.get(frame.filter().feed().toString()) != open) {
            socket.write(ServerFrames.problem(frame.id(), Problems.UNSUBSCRIBED));
        } else {
            socket.write(ServerFrames.subscribed(frame.id(), frame.filter().feed(), cursor.token()));
            open.subscription.run();
        }
    }

    private void failed(long id, String name, Open open, Problem problem) {
        open.stop();
        if (subscriptions.get(name) == open) {
            end(name);
        }
        socket.write(ServerFrames.problem(id, problem));
    }

    private Future<Void> permit(Caller caller, String name, Open open) {
        return ReadPermit.ask(shard, open.check.apply(caller), problem -> lost(name, open, problem))
                .onSuccess(permit -> granted(name, open, permit))
                .mapEmpty();
    }

    private void granted(String name, Open open, ReadPermit permit) {
        if (subscriptions.get(name) == open) {
            open.permitted(permit);
        } else {
            permit.release(); // unsubscribed meanwhile
        }
    }

    /** The caller may not read it any more. */
    private void lost(String name, Open open, Problem problem) {
        if (subscriptions.get(name) == open) {
            end(name);
            socket.write(ServerFrames.ended(name, problem));
        }
    }
}
