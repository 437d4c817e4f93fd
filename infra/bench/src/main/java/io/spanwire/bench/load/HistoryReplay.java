package io.spanwire.bench.load;

import io.spanwire.bench.BenchFailed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/** Reads a room's whole history, in each of the ways the product offers, and returns how many events came. */
public final class HistoryReplay {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
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

    /** Subscribes after 0 and counts until the replay has met the present. */
    public long overWebSocket() {
        Counting counting = new Counting();
        return load.play(
                () -> Subscriber.toRoom(load, port, guest, room, "0", counting).compose(subscriber -> counting.done
                        .future()
                        .compose(count -> subscriber.close().map(count))),
                PATIENCE);
    }

    private static final class Counting implements Subscriber.Ear {
        private final Promise<Long> done = Promise.promise();
        private long count;

        @Override
        public void event(Buffer frame) {
            count++;
        }

        @Override
        public void caughtUp() {
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
        return load.play(
                () -> load.http().request(request).compose(sent -> sent.send()).compose(HistoryReplay::countLines),
                PATIENCE);
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
            HttpAnswer page =
                    connections.exchange(HttpRequests.get(port, path("?after=" + after + "&limit=" + PAGE), guest));
            if (page.status() != 200) {
                throw new BenchFailed("a page was answered " + page.status() + " " + page.text());
            }
            long next = next(page.text());
            if (next < after + PAGE) {
                return next;
            }
            after = next;
        }
    }

    /** Versions are dense, so the number of events so far is the version to go on after. */
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
