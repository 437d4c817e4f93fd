package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.RecordingSender;
import io.spanwire.acceptance.client.ServerRoute;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.history.AttemptResult;
import io.spanwire.acceptance.history.HistoryEntry;
import io.spanwire.acceptance.history.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Concurrent users who post messages, edit a list and read a view until they are stopped or have sent all their
 * commands. All of it is recorded. The seed determines the commands, not their timing.
 */
final class BackgroundLoad implements AutoCloseable {
    /** After this time a command's outcome stays unknown. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final int ROOMS = 6;

    private final Recorder recorder;
    private final String name;
    private final Duration pause;
    private final ExecutorService threads;
    private final List<Future<?>> workers = new ArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private volatile boolean open = true;

    private BackgroundLoad(Recorder recorder, Workload work) {
        this.recorder = recorder;
        this.name = work.name();
        this.pause = work.pause();
        this.threads = Executors.newFixedThreadPool(work.users());
    }

    /** Starts one thread per user. */
    static BackgroundLoad start(List<ServerRoute> users, Recorder recorder, Workload work) {
        BackgroundLoad load = new BackgroundLoad(recorder, work);
        for (int number = 0; number < users.size(); number++) {
            ServerRoute route = users.get(number);
            Random random = new Random(work.seed() * 1_000 + number);
            load.workers.add(load.threads.submit(() -> {
                load.run(route, random, work.commandsEach());
                return null;
            }));
        }
        return load;
    }

    /** The streams that the commands may change. */
    List<String> streams() {
        List<String> streams = new ArrayList<>();
        for (int room = 0; room < ROOMS; room++) {
            streams.add(room(room));
        }
        streams.add(list());
        return streams;
    }

    private String room(int number) {
        return "chat/" + name + '-' + number;
    }

    private String list() {
        return "list/" + name;
    }

    private void run(ServerRoute route, Random random, int commands) throws InterruptedException {
        RecordingSender sender = new RecordingSender(route, recorder, TIMEOUT);
        for (int number = 0; number < commands && open; number++) {
            count(next(sender, random, number));
            if (random.nextInt(10) == 0) {
                read(route, room(random.nextInt(ROOMS)));
            }
            LockSupport.parkNanos(pause.toNanos() / 2 + random.nextLong(pause.toNanos() + 1));
        }
    }

    private AttemptResult next(RecordingSender sender, Random random, int number) throws InterruptedException {
        String text = "{\"text\":\"" + name + ' ' + random.nextInt(1_000_000) + "\"}";
        String item = "{\"item\":\"i" + random.nextInt(20) + "\"}";
        return switch (random.nextInt(10)) {
            case 0 -> sender.send(list(), "create-list", "{\"title\":\"Shared\"}", null);
            case 1 ->
                sender.send(
                        list(),
                        "add-item",
                        "{\"item\":\"i" + random.nextInt(20) + "\",\"title\":\"T" + number + "\"}",
                        null);
            case 2 -> sender.send(list(), random.nextBoolean() ? "complete-item" : "remove-item", item, null);
            case 3 -> sender.send(room(0), "post-message", text, expectedVersion(random));
            default -> sender.send(room(random.nextInt(ROOMS)), "post-message", text, null);
        };
    }

    private static @Nullable Long expectedVersion(Random random) {
        return random.nextBoolean() ? Long.valueOf(random.nextInt(50)) : null;
    }

    private void count(AttemptResult result) {
        if (result instanceof AttemptResult.Accepted) {
            accepted.incrementAndGet();
        } else if (result instanceof AttemptResult.Unknown) {
            unknown.incrementAndGet();
        } else {
            rejected.incrementAndGet();
        }
    }

    /** Reads the view; a server that does not respond is not an error. */
    private void read(ServerRoute route, String room) throws InterruptedException {
        SignedInUser user = route.user();
        long sentAt = recorder.now();
        try {
            HttpReply reply = user.get("/api/views/room-messages?limit=1&room=" + room.substring("chat/".length()));
            if (reply.status() == 200) {
                long version = reply.json().path("version").asLong();
                recorder.record(new HistoryEntry.Read(recorder.now(), sentAt, room, version));
            }
        } catch (IOException unreachable) {
            route.failed(user);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    int accepted() {
        return accepted.get();
    }

    /** Commands of unknown outcome: none if the server recovered in time. */
    int unknown() {
        return unknown.get();
    }

    int answered() {
        return accepted.get() + rejected.get();
    }

    /** Waits until every user has finished the current command, and with {@code stop} false also the remaining ones. */
    void join(boolean stop) throws InterruptedException, ExecutionException, TimeoutException {
        open = !stop;
        for (Future<?> worker : workers) {
            worker.get(6, TimeUnit.MINUTES);
        }
    }

    @Override
    public void close() {
        open = false;
        threads.shutdownNow();
    }
}
