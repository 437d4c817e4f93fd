package io.spanwire.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.BackendCondition;
import io.spanwire.acceptance.harness.Server;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two users in two browser windows, while the server is killed and restarted. */
@ExtendWith(BackendCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class TwoWindowsIT {
    private Server server;
    private Chromium chromium;

    @BeforeAll
    void start() throws Exception {
        chromium = Chromium.start();
        server = Server.start("browser");
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
            chromium.close();
        }
    }

    @Test
    void roomsInWhichSomebodySpeaksAreListedLive() {
        try (BrowserWindow ann = open("/chat/?room=alpha", "Ann");
                BrowserWindow bob = open("/chat/?room=beta", "Bob")) {
            bob.find(".active summary").click();
            sendMessage(ann, "Is anybody here?");
            bob.awaitText(".active a[href='?room=alpha'] b", "1");
            bob.screenshot("chat-active-rooms");

            bob.find(".active a[href='?room=alpha']").click();

            bob.awaitText(".message[data-version='1'] .text", "Is anybody here?");
            bob.awaitCount(".active b", 0);
            sendMessage(bob, "I am");
            ann.awaitText(".message[data-version='2'] .text", "I am");
        }
    }

    @Test
    void chatContinuesAfterServerKill() throws Exception {
        try (BrowserWindow ann = open("/chat/", "Ann");
                BrowserWindow bob = open("/chat/", "Bob")) {
            sendMessage(ann, "Hello Bob");
            bob.awaitText(".message[data-version='1'] .text", "Hello Bob");
            sendMessage(bob, "Hello Ann");
            ann.awaitText(".message[data-version='2'] .text", "Hello Ann");
            ann.screenshot("chat-1-two-windows");

            server.kill();
            ann.awaitOffline();
            bob.awaitOffline();
            sendMessage(ann, "Are you still there?");
            ann.awaitCount(".message[data-waiting]", 1);
            ann.screenshot("chat-2-server-away");
            server.start();
            resume(ann, bob);

            ann.awaitCount(".message[data-waiting]", 0);
            bob.awaitText(".message[data-version='3'] .text", "Are you still there?");
            sendMessage(bob, "Yes, nothing is lost");
            ann.awaitText(".message[data-version='4'] .text", "Yes, nothing is lost");
            for (BrowserWindow window : List.of(ann, bob)) {
                assertThat(window.attributes(".message", "data-version")).containsExactly("1", "2", "3", "4");
                assertThat(window.texts(".message .text"))
                        .containsExactly("Hello Bob", "Hello Ann", "Are you still there?", "Yes, nothing is lost");
                window.awaitText("[data-test=position]", "version 4");
            }
            ann.screenshot("chat-3-resumed-ann");
            bob.screenshot("chat-3-resumed-bob");
            assertNoErrors(ann, bob);
        }
    }

    @Test
    void sharedListContinuesAfterServerKill() throws Exception {
        try (BrowserWindow ann = open("/lists/?list=groceries", "Ann");
                BrowserWindow bob = open("/lists/?list=groceries", "Bob")) {
            ann.find("#title").fill("Groceries");
            ann.find("#title").press("Enter");
            bob.awaitVisible("#add");
            add(ann, "Milk");
            add(bob, "Eggs");
            ann.awaitCount(".item", 2);
            bob.awaitCount(".item", 2);

            server.kill();
            ann.awaitOffline();
            server.start();
            resume(ann, bob);

            bob.find(".item:has-text('Milk') input[type=checkbox]").check();
            ann.awaitText(".item[data-completed] .name", "Milk");
            add(ann, "Bread");
            bob.awaitCount(".item", 3);
            for (BrowserWindow window : List.of(ann, bob)) {
                assertThat(window.texts(".item .name")).containsExactly("Milk", "Eggs", "Bread");
                assertThat(window.attributes(".item", "data-item")).doesNotHaveDuplicates();
                window.awaitText(".overview a[aria-current=page] .open", "2 open");
            }
            ann.screenshot("lists-1-resumed-ann");
            bob.screenshot("lists-1-resumed-bob");
            assertNoErrors(ann, bob);
        }
    }

    @Test
    void removedItemDisappearsInBothWindows() {
        try (BrowserWindow ann = open("/lists/?list=race", "Ann");
                BrowserWindow bob = open("/lists/?list=race", "Bob")) {
            ann.find("#title").fill("Race");
            bob.find("#title").fill("Race too");
            ann.find("#title").press("Enter");
            ann.awaitVisible("#add");
            bob.awaitVisible("#add");
            add(ann, "Milk");
            bob.awaitCount(".item", 1);
            bob.awaitText("h1", "Race");
            ann.find(".item button:has-text('Remove')").click();
            ann.awaitCount(".item", 0);
            bob.awaitCount(".item", 0);
            assertNoErrors(ann, bob);
        }
    }

    @Test
    void scriptsInMessagesStayText() {
        String markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        try (BrowserWindow ann = open("/chat/?room=nasty", "<b>Mallory</b>")) {
            sendMessage(ann, markup);
            ann.awaitText(".message[data-version='1'] .text", markup);
            ann.awaitText(".message[data-version='1'] b", "<b>Mallory</b>");
            assertThat(ann.find(".message img").count()).isZero();
            assertNoErrors(ann);
        }
    }

    @Test
    void newWindowShowsLongRoomInOrder() throws Exception {
        var user = server.signIn("Robot");
        for (int number = 1; number <= 120; number++) {
            user.post("chat/long", "post-message", "{\"text\":\"line " + number + "\"}", Map.of());
        }
        try (BrowserWindow late = open("/chat/?room=long", "Late")) {
            late.awaitText("[data-test=position]", "version 120");
            late.awaitVisible(".message[data-version='120']");
            List<String> versions = late.attributes(".message", "data-version");
            assertThat(versions)
                    .isEqualTo(IntStream.rangeClosed(121 - versions.size(), 120)
                            .mapToObj(Integer::toString)
                            .toList());
            late.screenshot("chat-4-long");
            assertNoErrors(late);
        }
    }

    @Test
    void startPageAndContractPageOpenWithoutErrors() {
        try (BrowserWindow ann = open("/chat/?room=start", "Ann")) {
            for (String path : List.of("/", "/api", "/problems/no-such-item")) {
                ann.page().navigate(address() + path);
                ann.awaitVisible("h1");
                ann.screenshot("page" + path.replace('/', '-'));
            }
            ann.page().navigate(address() + "/");
            ann.awaitCount(".cards a", 4);
            assertThat(ann.attributes(".cards a", "href"))
                    .containsExactlyInAnyOrder("/chat/", "/lists/", "/auction/", "/api");
            assertThat(ann.errors()).isEmpty();
        }
    }

    private URI address() {
        return server.address().uri();
    }

    private BrowserWindow open(String path, String name) {
        return server.backend()
                .session(name)
                .map(token -> BrowserWindow.signedIn(chromium.browser(), address(), path, token))
                .orElseGet(() -> BrowserWindow.asGuest(chromium.browser(), address(), path, name));
    }

    private static void sendMessage(BrowserWindow window, String text) {
        window.find("#composer").fill(text);
        window.find("#composer").press("Enter");
    }

    private static void add(BrowserWindow window, String title) {
        window.find("#add").fill(title);
        window.find("#add").press("Enter");
        window.awaitVisible(".item:has-text('" + title + "')");
    }

    private static void resume(BrowserWindow... windows) {
        for (BrowserWindow window : windows) {
            window.reconnectNow();
        }
        for (BrowserWindow window : windows) {
            window.awaitOnline();
        }
    }

    /** No reload, no error, no policy violation. */
    private static void assertNoErrors(BrowserWindow... windows) {
        for (BrowserWindow window : windows) {
            assertThat(window.loads()).isEqualTo(1);
            assertThat(window.errors()).isEmpty();
        }
    }
}
