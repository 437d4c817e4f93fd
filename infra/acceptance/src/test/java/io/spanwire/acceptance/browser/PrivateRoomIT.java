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

/** A private room in two windows: joining it, and being removed while it is open. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class PrivateRoomIT {
    private static final String DOOR = "[data-test=private]";

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
        try (BrowserWindow ann = open("Ann");
                BrowserWindow bob = open("Bob")) {
            ann.find("button:has-text('Make it private')").click();
            ann.awaitText(".members summary", "Private · 1 member");
            bob.awaitVisible(DOOR);
            say(ann, "Only for us");

            bob.find(DOOR + " button").click();
            bob.awaitText(DOOR + " [role=status]", "You have asked to join. The owner of the room decides.");
            bob.screenshot("private-1-asked");
            ann.find("button[aria-label='Add Bob']").click();
            bob.awaitText(".message[data-version='2'] .text", "Only for us");
            say(bob, "Thank you");
            ann.awaitText(".message .text >> nth=1", "Thank you");
            ann.screenshot("private-2-members");

            ann.find(".members summary").click();
            ann.find("button[aria-label='Remove Bob']").click();
            bob.awaitVisible(DOOR + " button");
            say(ann, "Bob is gone");
            assertThat(bob.find(".message").count()).isZero();
            bob.screenshot("private-3-removed");
            for (BrowserWindow window : List.of(ann, bob)) {
                assertThat(window.errors()).isEmpty();
            }
        }
    }

    private BrowserWindow open(String name) throws Exception {
        String path = "/chat/?room=private";
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
