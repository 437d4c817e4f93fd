package io.spanwire.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A private room and a restricted list in two windows: getting in, and losing access while it is open. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class PrivateRoomIT {
    private static final String ROOM = "/chat/?room=private";
    private static final String PRIVATE = "[data-test=private]";
    private static final String LIST = "/lists/?list=private";
    private static final String RESTRICTED = "[data-test=restricted]";

    private final Server server;
    private Chromium chromium;

    PrivateRoomIT(Server server) {
        this.server = server;
    }

    @BeforeAll
    void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void removedMemberSeesNothingMore() throws Exception {
        try (BrowserWindow ann = open(ROOM, "Ann");
                BrowserWindow bob = open(ROOM, "Bob")) {
            ann.find("button:has-text('Make it private')").click();
            ann.awaitText(".members summary", "Private · 1 member");
            bob.awaitVisible(PRIVATE);
            say(ann, "Only for us");

            bob.find(PRIVATE + " button").click();
            bob.awaitText(PRIVATE + " [role=status]", "You have asked to join. The owner of the room decides.");
            bob.screenshot("private-1-asked");
            ann.find("button[aria-label='Add Bob']").click();
            bob.awaitText(".message[data-version='2'] .text", "Only for us");
            say(bob, "Thank you");
            ann.awaitText(".message .text >> nth=1", "Thank you");
            ann.screenshot("private-2-members");

            ann.find(".members summary").click();
            ann.find("button[aria-label='Remove Bob']").click();
            bob.awaitVisible(PRIVATE + " button");
            say(ann, "Bob is gone");
            assertThat(bob.find(".message").count()).isZero();
            bob.screenshot("private-3-removed");
            for (BrowserWindow window : List.of(ann, bob)) {
                assertThat(window.errors()).isEmpty();
            }
        }
    }

    @Test
    void ownerOfAListDecidesWhoUsesIt() throws Exception {
        try (BrowserWindow ann = open(LIST, "Ann");
                BrowserWindow bob = open(LIST, "Bob")) {
            ann.find("#title").fill("Mine");
            ann.find("#title").press("Enter");
            bob.awaitVisible("#add");

            ann.find("button:has-text('Restrict it')").click();
            bob.awaitVisible(RESTRICTED);
            String subject = bob.find(RESTRICTED + " code").textContent();
            bob.screenshot("list-1-restricted");
            ann.find(".sharing input").fill(subject);
            ann.find(".sharing input").press("Enter");

            bob.awaitVisible("#add");
            bob.awaitText("h1", "Mine");
            ann.screenshot("list-2-shared");
            ann.find(".sharing li button").click();
            bob.awaitVisible(RESTRICTED);
            for (BrowserWindow window : List.of(ann, bob)) {
                assertThat(window.errors()).isEmpty();
            }
        }
    }

    private BrowserWindow open(String path, String name) throws Exception {
        return server.backend()
                .session(name)
                .map(token -> BrowserWindow.signedIn(
                        chromium.browser(), server.address().uri(), path, token))
                .orElseGet(() -> BrowserWindow.asGuest(
                        chromium.browser(), server.address().uri(), path, name));
    }

    private static void say(BrowserWindow window, String text) {
        window.find("#composer").fill(text);
        window.find("#composer").press("Enter");
    }
}
