package io.spanwire.bench.load;

import io.spanwire.bench.BenchFailed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/** Reads the whole history of a room, or of all rooms, in each format the product offers, and counts the events. */
public final class HistoryReplay {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int PAGE = 1000;
    /** First byte of no line. */
    private static final char NEVER = 0;

    private static final String NEXT = "\"next\":";

    private final LoadGenerator load;
    private final int port;
    private final Guest guest;
    private final String room;
    private final String events;

    public HistoryReplay(LoadGenerator load, int port, Guest guest, String room) {
        this(load, port, guest, room, "/api/streams/chat/" + room + "/events");
    }

    /** Reads all rooms as one feed. */
    public static HistoryReplay ofAllRooms(LoadGenerator load, int port, Guest guest) {
        return new HistoryReplay(load, port, guest, "*", "/api/streams/chat/events");
    }

    private HistoryReplay(LoadGenerator load, int port, Guest guest, String room, String events) {
        this.load = load;
        this.port = port;
        this.guest = guest;
        this.room = room;
        this.events = events;
    }

    /** Subscribes after version 0 and counts events until the server sends caught-up. */
    public Replay overWebSocket() {
        return load.await(
                () -> {
                    SocketReplay replay = new SocketReplay();
                    return Subscriber.open(load, port, guest, replay)
                            .compose(subscriber -> replay.start(subscriber, room)
                                    .compose(done -> subscriber.close().map(done)));
                },
                TIMEOUT);
    }

    private static final class SocketReplay implements Subscriber.Listener {
        private final Promise<Replay> done = Promise.promise();
        private ReplayCounter counter = new ReplayCounter();

        Future<Replay> start(Subscriber subscriber, String room) {
            counter = new ReplayCounter();
            return subscriber.subscribe(room, "0").compose(subscribed -> done.future());
        }

        @Override
        public void onEvent(Buffer frame) {
            counter.add(1);
        }

        @Override
        public void onCaughtUp() {
            done.tryComplete(counter.finish());
        }
    }

    public Replay asNdjson() {
        return load.await(
                () -> request("application/x-ndjson").compose(request -> {
                    ReplayCounter counter = new ReplayCounter();
                    EventLines lines = new EventLines();
                    return request.send().compose(response -> {
                        response.handler(chunk -> counter.add(lines.count(chunk, '{', NEVER)));
                        return response.end().map(ended -> counter.finish());
                    });
                }),
                TIMEOUT);
    }

    /** Reads server-sent events until the event {@code caught-up}, then closes the connection. */
    public Replay asServerSentEvents() {
        return load.await(
                () -> request("text/event-stream").compose(request -> {
                    Promise<Replay> done = Promise.promise();
                    ReplayCounter counter = new ReplayCounter();
                    EventLines lines = new EventLines();
                    request.send().onFailure(done::tryFail).onSuccess(response -> {
                        response.exceptionHandler(done::tryFail);
                        response.handler(chunk -> {
                            counter.add(lines.count(chunk, 'd', 'e'));
                            if (lines.ended() && done.tryComplete(counter.finish())) {
                                request.connection().close();
                            }
                        });
                    });
                    return done.future();
                }),
                TIMEOUT);
    }

    /** Connects; the connection is open when the future completes. */
    private Future<HttpClientRequest> request(String format) {
        return load.http()
                .request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(LoadGenerator.HOST)
                        .setPort(port)
                        .setURI(path("?after=0"))
                        .addHeader("Accept", format)
                        .addHeader("Cookie", guest.cookie()));
    }

    public Replay inPages(Connections connections) {
        ReplayCounter counter = new ReplayCounter();
        while (true) {
            long after = counter.events();
            HttpResponse page =
                    connections.sendAndAwait(HttpRequests.get(port, path("?after=" + after + "&limit=" + PAGE), guest));
            if (page.status() != 200) {
                throw new BenchFailed("reading a page failed with status " + page.status() + " " + page.text());
            }
            counter.add(next(page.text()) - after);
            if (counter.events() < after + PAGE) {
                return counter.finish();
            }
        }
    }

    /** The version to continue after; versions are dense, so it is also the number of events so far. */
    private static long next(String page) {
        int digits = page.lastIndexOf(NEXT) + NEXT.length();
        int end = digits;
        while (Character.isDigit(page.charAt(end))) {
            end++;
        }
        return Long.parseLong(page.substring(digits, end));
    }

    private String path(String query) {
        return events + query;
    }
}
