package io.spanwire.bench.load;

import io.spanwire.bench.BenchFailed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/** Reads a room's whole history in each format the product offers, and returns the number of events. */
public final class HistoryReplay {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int PAGE = 1000;
    private static final String NEXT = "\"next\":";

    private final LoadGenerator load;
    private final int port;
    private final Guest guest;
    private final String room;

    public HistoryReplay(LoadGenerator load, int port, Guest guest, String room) {
        this.load = load;
        this.port = port;
        this.guest = guest;
        this.room = room;
    }

    /** Subscribes after version 0 and counts events until the server sends caught-up. */
    public long overWebSocket() {
        EventCounter counter = new EventCounter();
        return load.await(
                () -> Subscriber.toRoom(load, port, guest, room, "0", counter).compose(subscriber -> counter.done
                        .future()
                        .compose(count -> subscriber.close().map(count))),
                TIMEOUT);
    }

    private static final class EventCounter implements Subscriber.Listener {
        private final Promise<Long> done = Promise.promise();
        private long count;

        @Override
        public void onEvent(Buffer frame) {
            count++;
        }

        @Override
        public void onCaughtUp() {
            done.tryComplete(count);
        }
    }

    public long asNdjson() {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(LoadGenerator.HOST)
                .setPort(port)
                .setURI(path("?after=0"))
                .addHeader("Accept", "application/x-ndjson")
                .addHeader("Cookie", guest.cookie());
        return load.await(
                () -> load.http().request(request).compose(sent -> sent.send()).compose(HistoryReplay::countLines),
                TIMEOUT);
    }

    private static Future<Long> countLines(HttpClientResponse response) {
        long[] lines = {0};
        response.handler(chunk -> lines[0] += newlines(chunk));
        return response.end().map(ended -> lines[0]);
    }

    private static int newlines(Buffer chunk) {
        int count = 0;
        for (byte each : chunk.getBytes()) {
            count += each == '\n' ? 1 : 0;
        }
        return count;
    }

    public long inPages(Connections connections) {
        long after = 0;
        while (true) {
            HttpResponse page =
                    connections.sendAndAwait(HttpRequests.get(port, path("?after=" + after + "&limit=" + PAGE), guest));
            if (page.status() != 200) {
                throw new BenchFailed("reading a page failed with status " + page.status() + " " + page.text());
            }
            long next = next(page.text());
            if (next < after + PAGE) {
                return next;
            }
            after = next;
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
        return "/api/streams/chat/" + room + "/events" + query;
    }
}
