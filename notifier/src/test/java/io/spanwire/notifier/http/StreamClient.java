package io.spanwire.notifier.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import io.spanwire.notifier.InMemoryLog;
import io.spanwire.notifier.TestFrontend;
import io.spanwire.notifier.socket.SocketSettings;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Requests feeds from a {@link TestFrontend}, over real HTTP. */
final class StreamClient {
    private final TestFrontend frontend;
    private final HttpClient client;
    private final java.net.http.HttpClient plain = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .build();

    StreamClient(TestFrontend frontend) {
        this.frontend = frontend;
        this.client = frontend.vertx().createHttpClient();
    }

    /** Small pages, small buffers and a short heartbeat. */
    static TestFrontend frontend(InMemoryLog log) {
        ResponseSettings small = new ResponseSettings(20_000, 64 * 1024, Duration.ofMillis(700), Duration.ofSeconds(5));
        return new TestFrontend(log, TestFrontend.settings(Duration.ofHours(1), SocketSettings.defaults(), small));
    }

    /** A page of {@code chat/general}. */
    JsonNode page(String query) {
        return Json.parse(get("/page?stream=chat/general&" + query));
    }

    String get(String uri) {
        java.net.http.HttpResponse<String> response = fetch(uri);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    int status(String uri) {
        return fetch(uri).statusCode();
    }

    /** A response that is read as it arrives. */
    StreamResponse open(String uri) {
        return new StreamResponse(response(uri), false);
    }

    /** A response that is not read until it is resumed. */
    StreamResponse openPaused(String uri) {
        return new StreamResponse(response(uri), true);
    }

    private java.net.http.HttpResponse<String> fetch(String uri) {
        java.net.http.HttpRequest request = java.net.http.HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + frontend.port() + uri))
                .build();
        return plain.sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Paused before the request is sent: a handler set after the response has arrived would miss its start. */
    private HttpClientResponse response(String uri) {
        return TestFrontend.await(client.request(HttpMethod.GET, frontend.port(), "127.0.0.1", uri)
                .compose(request -> {
                    Future<HttpClientResponse> paused = request.response().map(HttpClientResponse::pause);
                    return request.end().compose(sent -> paused);
                }));
    }
}
