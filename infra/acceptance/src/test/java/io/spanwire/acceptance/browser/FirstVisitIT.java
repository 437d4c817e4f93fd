package io.spanwire.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.Sizes;
import io.spanwire.acceptance.harness.LoudSkip;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.SharedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chat costs on the wire: the first visit with its sign-in, and the next. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class FirstVisitIT {
    private static final String ROOM = "/chat/?room=first-visit";
    private static final int MAX_REQUESTS = 8;
    private static final int MAX_BYTES = 40_000;

    private final Server server;
    private Chromium chromium;

    FirstVisitIT(Server server) {
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
    void firstVisitIsSmallAndTheNextSmaller() {
        LoudSkip.assume(
                FirstVisitIT.class.getResource("/META-INF/resources/chat/chat.min.js") != null,
                "NO BUNDLER FOR THIS PLATFORM: PAGES LOAD THEIR MODULES ONE BY ONE.");
        try (BrowserWindow window =
                BrowserWindow.at(chromium.browser(), server.address().uri(), "/api/session/methods")) {
            Traffic traffic = new Traffic(window.page());

            window.page().navigate(server.address().uri() + ROOM);
            window.find("#name").fill("Ann");
            window.find("#name").press("Enter");
            window.awaitOnline();
            Traffic.Cost first = traffic.take();
            window.page().navigate(server.address().uri() + ROOM);
            window.awaitOnline();
            Traffic.Cost next = traffic.take();

            assertThat(first.requests()).as(first.toString()).isLessThanOrEqualTo(MAX_REQUESTS);
            assertThat(first.bytes()).as(first.toString()).isBetween(1_000L, (long) MAX_BYTES);
            assertThat(next.requests()).as(next.toString()).isLessThan(first.requests());
            assertThat(next.bytes()).as(next.toString()).isLessThan(first.bytes() / 4);
            assertThat(window.errors()).isEmpty();
        }
    }

    /** The requests of a page that reached the network, with the bytes of their answers, and its sockets. */
    private static final class Traffic {
        private final List<Request> requests = new CopyOnWriteArrayList<>();
        private final List<String> sockets = new CopyOnWriteArrayList<>();

        record Cost(int requests, long bytes, List<String> what) {}

        Traffic(Page page) {
            page.onRequestFinished(requests::add);
            page.onWebSocket(socket -> sockets.add(socket.url()));
        }

        Cost take() {
            List<String> what = new ArrayList<>(sockets);
            long bytes = 0;
            for (Request request : requests) {
                Sizes sizes = request.sizes();
                long size = (long) sizes.responseHeadersSize + sizes.responseBodySize;
                if (size > 0) {
                    bytes += size;
                    what.add(request.method() + ' ' + request.url() + ' ' + size);
                }
            }
            requests.clear();
            sockets.clear();
            return new Cost(what.size(), bytes, what);
        }
    }
}
