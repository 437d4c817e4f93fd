package io.spanwire.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The Big List of Naughty Strings from a command by event, view and page: each arrives as it was sent, and nothing of it
 * is executed. Refused are blank strings only.
 */
@ExtendWith(SharedServer.class)
@Timeout(180)
class NaughtyStringsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** As many as a page of the chat, and of its view, shows. */
    private static final int PART = 150;

    private final Server server;

    NaughtyStringsIT(Server server) {
        this.server = server;
    }

    @Test
    void arriveAsTheyWereSent() throws Exception {
        SignedInUser ann = server.signIn("Ann");
        List<String> strings = strings();
        assertThat(strings).hasSizeGreaterThan(400);
        try (Chromium chromium = Chromium.start();
                BrowserWindow window = server.backend()
                        .session("Bob")
                        .map(token -> BrowserWindow.signedIn(
                                chromium.browser(), server.address().uri(), "/chat/?room=naughty", token))
                        .orElseGet(() -> BrowserWindow.asGuest(
                                chromium.browser(), server.address().uri(), "/chat/?room=naughty", "Bob"))) {
            List<String> dialogs = new ArrayList<>();
            window.page().onDialog(dialog -> {
                dialogs.add(dialog.message());
                dialog.dismiss();
            });
            for (int from = 0; from < strings.size(); from += PART) {
                String room = "naughty-" + from;
                List<String> sent = post(ann, room, strings.subList(from, Math.min(strings.size(), from + PART)));

                assertThat(texts(
                                ann.get("/api/streams/chat/" + room + "/events?after=0&limit=500")
                                        .json()
                                        .path("events"),
                                "data"))
                        .isEqualTo(sent);
                assertThat(texts(
                                ann.get("/api/views/room-messages?room=" + room + "&limit=200")
                                        .json()
                                        .path("rows"),
                                ""))
                        .containsExactlyInAnyOrderElementsOf(sent);
                assertThat(shown(window, room, sent.size())).isEqualTo(sent);
            }
            assertThat(dialogs).isEmpty();
            assertThat(window.errors()).isEmpty();
        }
    }

    private static List<String> post(SignedInUser ann, String room, List<String> strings) throws Exception {
        List<String> accepted = new ArrayList<>();
        for (String text : strings) {
            String data = JSON.createObjectNode().put("text", text).toString();
            HttpReply reply = ann.post("chat/" + room, "post-message", data, Map.of());
            if (reply.status() == 200) {
                accepted.add(text);
            } else {
                assertThat(reply.status()).as(data).isEqualTo(400);
                assertThat(text).as("refused").isBlank();
            }
        }
        return accepted;
    }

    private static List<String> texts(JsonNode items, String within) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(
                (within.isEmpty() ? item : item.path(within)).path("text").asText()));
        return texts;
    }

    private static List<String> shown(BrowserWindow window, String room, int count) {
        window.page().navigate(window.page().url().replaceFirst("room=.*", "room=" + room));
        window.awaitCount(".message", count);
        Object texts = window.page().evalOnSelectorAll(".message .text", "all => all.map(each => each.textContent)");
        return ((List<?>) texts).stream().map(String::valueOf).toList();
    }

    private static List<String> strings() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(NaughtyStringsIT.class.getResourceAsStream("/naughty-strings/blns.json"))) {
            return List.of(JSON.readValue(file, String[].class));
        }
    }
}
