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

/** Two people, two windows, and a server that is killed between two sentences. */
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
    void twoWindowsChatThroughAKilledServer() throws Exception {
        try (BrowserWindow ann = open("/chat/", "Ann");
                BrowserWindow bob = open("/chat/", "Bob")) {
            say(ann, "Hello Bob");
            bob.sees(".message[data-version='1'] .text", "Hello Bob");
            say(bob, "Hello Ann");
            ann.sees(".message[data-version='2'] .text", "Hello Ann");
            ann.picture("chat-1-two-windows");

            server.kill();
            ann.isNotOnline();
            bob.isNotOnline();
            say(ann, "Are you still there?");
            ann.sees(".message[data-waiting]", 1);
            ann.picture("chat-2-server-away");
            server.start();
            resume(ann, bob);

            ann.sees(".message[data-waiting]", 0);
            bob.sees(".message[data-version='3'] .text", "Are you still there?");
            say(bob, "Yes, nothing is lost");
            ann.sees(".message[data-version='4'] .text", "Yes, nothing is lost");
            for (BrowserWindow window : List.of(ann, bob)) {
                assertThat(window.attributes(".message", "data-version")).containsExactly("1", "2", "3", "4");
                assertThat(window.texts(".message .text"))
                        .containsExactly("Hello Bob", "Hello Ann", "Are you still there?", "Yes, nothing is lost");
                window.sees("[data-test=position]", "version 4");
            }
            ann.picture("chat-3-resumed-ann");
            bob.picture("chat-3-resumed-bob");
            unharmed(ann, bob);
        }
    }

    @Test
    void twoWindowsShareAListThroughAKilledServer() throws Exception {
        try (BrowserWindow ann = open("/lists/?list=groceries", "Ann");
                BrowserWindow bob = open("/lists/?list=groceries", "Bob")) {
            ann.find("#title").fill("Groceries");
            ann.find("#title").press("Enter");
            bob.sees("#add");
            add(ann, "Milk");
            add(bob, "Eggs");
            ann.sees(".item", 2);
            bob.sees(".item", 2);

            server.kill();
            ann.isNotOnline();
            server.start();
            resume(ann, bob);

            bob.find(".item:has-text('Milk') input[type=checkbox]").check();
            ann.sees(".item[data-completed] .name", "Milk");
            add(ann, "Bread");
            bob.sees(".item", 3);
            for (BrowserWindow window : List.of(ann, bob)) {
                assertThat(window.texts(".item .name")).containsExactly("Milk", "Eggs", "Bread");
                assertThat(window.attributes(".item", "data-item")).doesNotHaveDuplicates();
            }
            ann.picture("lists-1-resumed-ann");
            bob.picture("lists-1-resumed-bob");
            unharmed(ann, bob);
        }
    }

    @Test
    void aRejectionStandsBesideWhatItIsAbout() {
        try (BrowserWindow ann = open("/lists/?list=race", "Ann");
                BrowserWindow bob = open("/lists/?list=race", "Bob")) {
            ann.find("#title").fill("Race");
            bob.find("#title").fill("Race too");
            ann.find("#title").press("Enter");
            ann.sees("#add");
            bob.sees("#add");
            add(ann, "Milk");
            bob.sees(".item", 1);
            bob.sees("h1", "Race");
            ann.find(".item button:has-text('Remove')").click();
            ann.sees(".item", 0);
            bob.sees(".item", 0);
            unharmed(ann, bob);
        }
    }

    @Test
    void scriptsInMessagesStayText() {
        String nasty = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        try (BrowserWindow ann = open("/chat/?room=nasty", "<b>Mallory</b>")) {
            say(ann, nasty);
            ann.sees(".message[data-version='1'] .text", nasty);
            ann.sees(".message[data-version='1'] b", "<b>Mallory</b>");
            assertThat(ann.find(".message img").count()).isZero();
            unharmed(ann);
        }
    }

    @Test
    void aLongConversationArrivesInOrderInAWindowThatComesLate() throws Exception {
        var person = server.person("Robot");
        for (int number = 1; number <= 120; number++) {
            person.post("chat/long", "post-message", "{\"text\":\"line " + number + "\"}", Map.of());
        }
        try (BrowserWindow late = open("/chat/?room=long", "Late")) {
            late.sees("[data-test=position]", "version 120");
            late.sees(".message[data-version='120']");
            List<String> versions = late.attributes(".message", "data-version");
            assertThat(versions)
                    .isEqualTo(IntStream.rangeClosed(121 - versions.size(), 120)
                            .mapToObj(Integer::toString)
                            .toList());
            late.picture("chat-4-long");
            unharmed(late);
        }
    }

    @Test
    void theStartPageAndTheContractPageOpenWithoutTrouble() {
        try (BrowserWindow ann = open("/chat/?room=start", "Ann")) {
            for (String path : List.of("/", "/api", "/problems/no-such-item")) {
                ann.page().navigate(address() + path);
                ann.sees("h1");
                ann.picture("page" + path.replace('/', '-'));
            }
            assertThat(ann.troubles()).isEmpty();
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

    private static void say(BrowserWindow window, String text) {
        window.find("#composer").fill(text);
        window.find("#composer").press("Enter");
    }

    private static void add(BrowserWindow window, String title) {
        window.find("#add").fill(title);
        window.find("#add").press("Enter");
        window.sees(".item:has-text('" + title + "')");
    }

    private static void resume(BrowserWindow... windows) {
        for (BrowserWindow window : windows) {
            window.tryNow();
        }
        for (BrowserWindow window : windows) {
            window.isOnline();
        }
    }

    /** No reload, no error, no policy violation. */
    private static void unharmed(BrowserWindow... windows) {
        for (BrowserWindow window : windows) {
            assertThat(window.loads()).isEqualTo(1);
            assertThat(window.troubles()).isEmpty();
        }
    }
}
