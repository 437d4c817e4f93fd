package io.spanwire.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.client.WebSocketClient;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Feeds over many streams, as a client of HTTP and of the socket sees them. */
@ExtendWith(SharedServer.class)
@Timeout(90)
class FeedsIT {
    private static final String LISTS = "/api/streams/list/events";

    private final Server server;

    FeedsIT(Server server) {
        this.server = server;
    }

    @Test
    void pagesOfAFeedHaveEveryEventOfItsStreamsOnce() throws Exception {
        SignedInUser ann = server.signIn("Ann");
        String start = token(ann);
        for (int i = 0; i < 20; i++) {
            create(ann, "pages-" + i);
            add(ann, "pages-" + i, "item");
        }

        List<String> sources = new ArrayList<>();
        String after = start;
        JsonNode page;
        do {
            page = ann.get(LISTS + "?limit=15&after=" + after).json();
            page.path("events")
                    .forEach(event -> sources.add(event.path("source").asText() + event.path("version")));
            after = page.path("next").asText();
        } while (!page.path("next").equals(page.path("head")));

        assertThat(sources.stream().filter(source -> source.contains("/pages-")))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 20)
                        .boxed()
                        .flatMap(i -> IntStream.of(1, 2).mapToObj(version -> "/streams/list/pages-" + i + version))
                        .toList());
    }

    @Test
    void eventsOfATypeSinceATime() throws Exception {
        SignedInUser ann = server.signIn("Ann");
        String since = Instant.parse(create(ann, "since-1")).plusMillis(1).toString();
        create(ann, "since-2");
        add(ann, "since-2", "item");

        JsonNode events = ann.get(LISTS + "?limit=1000&types=list.list-created&since=" + since)
                .json()
                .path("events");

        assertThat(events.findValuesAsText("source"))
                .contains("/streams/list/since-2")
                .doesNotContain("/streams/list/since-1");
        assertThat(events.findValuesAsText("type")).containsOnly("list.list-created");
    }

    @Test
    void restrictedListIsInTheFeedOfThoseItIsSharedWithOnly() throws Exception {
        SignedInUser ann = server.signIn("Ann");
        SignedInUser bob = server.signIn("Bob");
        String start = token(ann);
        create(ann, "mine");
        send(ann, "mine", "restrict-list", "{}");
        add(ann, "mine", "secret");
        create(ann, "ours");

        assertThat(sources(bob, start)).contains("/streams/list/ours").doesNotContain("/streams/list/mine");
        assertThat(sources(ann, start)).contains("/streams/list/ours", "/streams/list/mine");
        send(ann, "mine", "share-list", "{\"with\":\"" + bob.subject() + "\"}");
        assertThat(sources(bob, start)).contains("/streams/list/mine");
    }

    @Test
    void rowsOfAViewContinueInAFeed() throws Exception {
        SignedInUser ann = server.signIn("Ann");
        create(ann, "view-1");
        JsonNode view = ann.get("/api/views/lists?limit=500").json();
        assertThat(view.path("rows").findValuesAsText("list")).contains("view-1");

        add(ann, "view-1", "item");
        try (WebSocketClient socket = WebSocketClient.open(ann)) {
            socket.send("{\"id\":1,\"subscribe\":{\"stream\":\"list/*\",\"after\":\""
                    + view.path("token").asText() + "\"}}");
            assertThat(socket.expect().has("subscribed")).isTrue();
            JsonNode next = socket.expect();

            assertThat(next.path("stream").asText()).isEqualTo("list/*");
            assertThat(next.path("event").path("type").asText()).isEqualTo("list.item-added");
        }
    }

    @Test
    void everythingIsForOperators() throws Exception {
        SignedInUser ann = server.signIn("Ann");
        assertThat(ann.get("/api/events").status()).isEqualTo(403);
        assertThat(ann.get("/api/streams/nothing/events").status()).isEqualTo(404);
        assertThat(ann.get(LISTS + "?after=41").status()).isEqualTo(400);
        assertThat(ann.get(LISTS + "?types=list.nothing").status()).isEqualTo(400);
        assertThat(ann.get(LISTS + "?since=yesterday").status()).isEqualTo(400);
        assertThat(ann.get(LISTS + "?epoch=1").body()).contains("/epoch");
    }

    private static String token(SignedInUser user) throws Exception {
        return user.get(LISTS + "?after=now").json().path("next").asText();
    }

    private static List<String> sources(SignedInUser user, String after) throws Exception {
        return user.get(LISTS + "?limit=1000&after=" + after)
                .json()
                .path("events")
                .findValuesAsText("source");
    }

    /** Returns the time of the event. */
    private static String create(SignedInUser user, String list) throws Exception {
        send(user, list, "create-list", "{\"title\":\"" + list + "\"}");
        return user.get("/api/streams/list/" + list + "/events")
                .json()
                .at("/events/0/time")
                .asText();
    }

    private static void add(SignedInUser user, String list, String title) throws Exception {
        send(user, list, "add-item", "{\"item\":\"" + UUID.randomUUID() + "\",\"title\":\"" + title + "\"}");
    }

    private static void send(SignedInUser user, String list, String command, String data) throws Exception {
        HttpReply reply = user.post("list/" + list, command, data, Map.of());
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }
}
