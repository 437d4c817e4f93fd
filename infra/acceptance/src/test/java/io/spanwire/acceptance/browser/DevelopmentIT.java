package io.spanwire.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.launcher.cli.SpanwireCommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A project runs from its sources: changes are taken up while the server runs, and mistakes are shown in the page. */
@Timeout(240)
class DevelopmentIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path project;

    DevelopmentIT() throws IOException {
        project = TestFolders.fresh("development").resolve("line-item");
    }

    @Test
    void changesAreTakenUpAndMistakesAreShown() throws Exception {
        write();
        try (Server server = Server.start(
                        "development-server", "--dev", project.toString(), "--set", "guest-roles=tester,admin");
                Chromium chromium = Chromium.start();
                BrowserWindow window = BrowserWindow.asGuest(
                        chromium.browser(), server.address().uri(), "/line-item/?line-item=page", "Bob")) {
            Assumptions.assumeTrue(server.backend().isEmbedded());
            SignedInUser ann = server.signIn("Ann");
            assertThat(ann.get("/api/session").body()).contains("admin", "tester");
            ann.post("line-item/one", "open", "{\"title\":\"before\"}", UUID.randomUUID());

            change("list.sql", "o.title", "upper(o.title) as title");
            soon().until(() -> ann.get("/api/views/line-item-list").body().contains("BEFORE"));

            change("list.sql", "upper(o.title)", "upper(o.titel)");
            Locator notice = window.find("pre[role=alert]");
            notice.waitFor();
            assertThat(notice.textContent()).contains("list.sql", "o.titel does not exist");
            assertThat(ann.get("/api/views/line-item-list").body())
                    .as("what ran before")
                    .contains("BEFORE");

            change("list.sql", "o.titel", "o.title");
            change("LineItem.java", "MAX_ENTRIES = 1_000;", "MAX_ENTRIES = none;");
            soon().until(() -> notice.count() == 1 && notice.textContent().contains("LineItem.java:"));

            change("LineItem.java", "MAX_ENTRIES = none;", "MAX_ENTRIES = 0;");
            soon().until(() -> notice.count() == 0);
            assertThat(ann.post("line-item/one", "add-entry", "{\"text\":\"more\"}", UUID.randomUUID())
                            .status())
                    .as("the new limit")
                    .isEqualTo(409);

            change("index.html", "lang=\"en\"", "lang=\"de\"");
            window.find("html[lang=de]").waitFor();
            assertThat(server.output()).contains("development: NOT running", "development: running after");
        }
    }

    @Test
    void whatIsNotForDevelopmentIsRefused() {
        assertThatThrownBy(() -> Server.start("reset", "--reset")).hasMessageContaining("works with --dev only");
        assertThatThrownBy(() -> Server.start("no-project", "--dev", "/nowhere"))
                .hasMessageContaining("There is no project of a domain in /nowhere");
    }

    /** The server is away for a moment when it starts again. */
    private static ConditionFactory soon() {
        return await().atMost(SOON).ignoreExceptions();
    }

    private void write() {
        int exit = SpanwireCommandLine.create()
                .execute("new", "line-item", "--package", "com.acme", "--directory", project.toString());
        assertThat(exit).isZero();
    }

    private void change(String file, String text, String other) throws IOException {
        Path found = find(file);
        String before = Files.readString(found);
        assertThat(before).contains(text);
        Files.writeString(found, before.replace(text, other));
    }

    private Path find(String file) throws IOException {
        try (var files = Files.walk(project.resolve("src/main"))) {
            return files.filter(each -> each.getFileName().toString().endsWith(file))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
