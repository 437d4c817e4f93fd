package io.spanwire.notifier.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks a {@link TestFrontend} for feeds, over real HTTP. */
final class FeedClient {
    private final TestFrontend door;
    private final HttpClient client;
    private final java.net.http.HttpClient plain = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .build();

    FeedClient(TestFrontend door) {
        this.door = door;
        this.client = door.vertx().createHttpClient();
    }

    /** Small pages, small buffers, and a heartbeat that a test can wait for. */
    static TestFrontend door(InMemoryLog log) {
        FeedSettings small = new FeedSettings(20_000, 64 * 1024, Duration.ofMillis(700), Duration.ofSeconds(5));
        return new TestFrontend(log, TestFrontend.settings().withFeeds(small));
    }

    /** A page of {@code chat/general}. */
    JsonNode page(String query) {
        return Json.parse(get("/page?stream=chat/general&" + query));
    }

    String get(String uri) {
        java.net.http.HttpResponse<String> response = ask(uri);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    int status(String uri) {
        return ask(uri).statusCode();
    }

    /** A response that is read as it comes. */
    FeedResponse open(String uri) {
        return new FeedResponse(response(uri), false);
    }

    /** A response of which nothing is read before it is resumed. */
    FeedResponse openPaused(String uri) {
        return new FeedResponse(response(uri), true);
    }

    private java.net.http.HttpResponse<String> ask(String uri) {
        java.net.http.HttpRequest request = java.net.http.HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + door.port() + uri))
                .build();
        return plain.sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Paused before anything is sent: a handler set once the response is here would miss its beginning. */
    private HttpClientResponse response(String uri) {
        return TestFrontend.await(
                client.request(HttpMethod.GET, door.port(), "127.0.0.1", uri).compose(request -> {
                    Future<HttpClientResponse> paused = request.response().map(HttpClientResponse::pause);
                    return request.end().compose(sent -> paused);
                }));
    }
}
