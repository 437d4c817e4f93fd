package io.spanwire.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.MavenRun;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestFolders;
import io.spanwire.launcher.cli.SpanwireCommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A new project is written, built and tested with Maven, offline, and its jar runs: with API and page. */
@Tag("long")
@Timeout(500)
class NewProjectIT {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>spanwire-bom</artifactId>\\s*<version>(.*?)</version>");

    @Test
    void aNewProjectBuildsAndRuns() throws Exception {
        // given
        Path folder = TestFolders.fresh("new-project");
        Path project = folder.resolve("line-item");

        // when
        int exit = SpanwireCommandLine.create()
                .execute("new", "line-item", "--package", "com.acme", "--directory", project.toString());
        Map.Entry<Integer, String> build =
                MavenRun.prepare(folder, version(project)).run(project, "verify");

        // then
        assertThat(exit).isZero();
        assertThat(build.getKey()).as(build.getValue()).isZero();
        assertThat(build.getValue()).contains("Tests run: 9, Failures: 0, Errors: 0, Skipped: 0");
        try (Server server = Server.start(
                "new-project-server",
                "--domains",
                project.resolve(Path.of("target", "line-item.jar")).toString())) {
            servesTheApi(server);
            servesThePage(server);
        }
    }

    private static String version(Path project) throws Exception {
        Matcher version = VERSION.matcher(Files.readString(project.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static void servesTheApi(Server server) throws Exception {
        SignedInUser ann = server.signIn("Ann");
        assertThat(ann.post("line-item/api", "open", "{\"title\":\"By the API\"}", UUID.randomUUID())
                        .status())
                .isEqualTo(200);
        assertThat(ann.get("/api/views/line-item-list")
                        .json()
                        .path("rows")
                        .path(0)
                        .path("title")
                        .asText())
                .isEqualTo("By the API");
    }

    /** Under the server's Content-Security-Policy. */
    private static void servesThePage(Server server) {
        try (Chromium chromium = Chromium.start();
                BrowserWindow window = BrowserWindow.asGuest(
                        chromium.browser(), server.address().uri(), "/line-item/?line-item=page", "Ann")) {
            window.find("form[data-command=open] input").fill("By the page");
            window.find("form[data-command=open] input").press("Enter");
            window.find("form[data-command=add-entry] input").fill("hello");
            window.find("form[data-command=add-entry] input").press("Enter");
            window.find(".sheet li p:has-text('hello')").waitFor();
            assertThat(window.find(".sheet h1").textContent()).isEqualTo("By the page");
            window.page().navigate(server.address().uri() + "/");
            window.find(".cards a[href='/line-item/']").waitFor();
            assertThat(window.errors()).isEmpty();
        }
    }
}
