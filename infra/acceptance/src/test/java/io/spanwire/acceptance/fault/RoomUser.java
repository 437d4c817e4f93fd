package io.spanwire.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A user in a chat room: posts and reads messages. */
record RoomUser(SignedInUser user, String stream) {
    /** Posts the messages one after the other; each must be accepted. */
    void post(String... texts) throws IOException, InterruptedException {
        for (String text : texts) {
            HttpReply reply = post(text, Map.of());
            assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        }
    }

    HttpReply post(String text, Map<String, String> headers) throws IOException, InterruptedException {
        return user.post(stream, "post-message", "{\"text\":\"" + text + "\"}", headers);
    }

    /** The texts of the room's messages, oldest first. */
    List<String> texts() throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        page("after=0")
                .path("events")
                .forEach(event -> texts.add(event.path("data").path("text").asText()));
        return texts;
    }

    JsonNode page(String query) throws IOException, InterruptedException {
        return user.get("/api/streams/" + stream + "/events?" + query).json();
    }

    String epoch() throws IOException, InterruptedException {
        return page("after=0&limit=1").path("epoch").asText();
    }
}
