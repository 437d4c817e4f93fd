package io.spanwire.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The live board in two windows: a bid in one is seen in the other, and an auction closes by itself. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class AuctionIT {
    private static final String BIDS = "/auction/?auction=vase";

    private final Server server;
    private Chromium chromium;

    AuctionIT(Server server) {
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
    void boardShowsBidsAndTheEndAsTheyHappen() throws Exception {
        try (BrowserWindow ann = open(BIDS, "Ann");
                BrowserWindow bob = open(BIDS, "Bob")) {
            // given
            ann.find("#title").fill("A vase");
            ann.find("#startingBid").fill("10");
            ann.find("#minutes").selectOption("60");
            ann.find("form[data-command=open-auction] button").click();
            bob.awaitVisible("form[data-command=place-bid]");
            bob.awaitText("[data-auction=vase]", "no bid");

            // when
            bid(bob, "3");
            bob.awaitText(".problem", "Bid at least 10.");
            bid(bob, "12");

            // then
            ann.awaitText("[data-auction=vase] b", "12");
            ann.awaitText("[data-auction=vase]", "1 bid, Bob");
            ann.awaitText(".bids", "Bob");
            bob.awaitText(".price", "bid by you");
            bob.awaitCount(".problem", 0);

            // when
            SignedInUser eve = server.signIn("Eve");
            String closes = Instant.now().plus(Duration.ofSeconds(4)).toString();
            int status = eve.post(
                            "auction/lamp",
                            "open-auction",
                            "{\"title\":\"A lamp\",\"closes\":\"" + closes + "\"}",
                            UUID.randomUUID())
                    .status();

            // then
            assertThat(status).isEqualTo(200);
            for (BrowserWindow window : List.of(ann, bob)) {
                window.awaitText("[data-auction=lamp][data-state=unsold]", "not sold");
                assertThat(window.loads()).isEqualTo(1);
                assertThat(window.errors()).isEmpty();
            }
            ann.page().setViewportSize(360, 740);
            assertThat(ann.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            ann.screenshot("auction-1-narrow");
            bob.screenshot("auction-2-board");
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

    private static void bid(BrowserWindow window, String amount) {
        window.find("input[name=amount]").fill(amount);
        window.find("input[name=amount]").press("Enter");
    }
}
