package io.spanwire.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.spanwire.acceptance.client.SignedInUser;
import io.spanwire.acceptance.harness.BackendCondition;
import io.spanwire.acceptance.harness.LaunchOptions;
import io.spanwire.acceptance.harness.Server;
import io.spanwire.acceptance.harness.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code serve} on a cluster: a user signs in at an identity provider, and a program with a service token. */
@ExtendWith(BackendCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class ProviderSignInIT {
    private static final String MESSAGE = "{\"text\":\"from a program\"}";

    private final MockOAuth2Server provider = new MockOAuth2Server(new OAuth2Config(true));
    private Chromium chromium;
    private TestCluster cluster;
    private Server server;

    @BeforeAll
    void start() throws Exception {
        chromium = Chromium.start();
        provider.start();
        cluster = TestCluster.start("sign-in");
        Map<String, String> settings = Map.of(
                "SPANWIRE_OIDC_ISSUER", provider.issuerUrl("default").toString(),
                "SPANWIRE_OIDC_CLIENT_ID", "spanwire",
                "SPANWIRE_OIDC_NAME", "Example");
        server = cluster.serve("node", "edge,worker,notifier", new LaunchOptions(settings, List.of()));
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
        if (chromium != null) {
            provider.shutdown();
            chromium.close();
        }
    }

    @Test
    void userSignsInAtTheProvider() {
        try (BrowserWindow ann =
                BrowserWindow.at(chromium.browser(), server.address().uri(), "/chat/?room=provider")) {
            Page page = ann.page();
            page.locator("[data-test=provider]").click();
            page.locator("input[name=username]").fill("ann");
            page.locator("input[type=submit], button[type=submit]").first().click();
            ann.awaitOnline();
            assertThat(page.url()).isEqualTo(server.address().uri() + "/chat/?room=provider");

            ann.find("#composer").fill("Signed in");
            ann.find("#composer").press("Enter");
            ann.awaitText(".message[data-version='1'] .text", "Signed in");
            ann.screenshot("sign-in-provider");
            assertThat(ann.errors()).isEmpty();

            page.reload();
            ann.awaitOnline();
            page.locator("button", new Page.LocatorOptions().setHasText(Pattern.compile("^Sign out$")))
                    .click();
            page.waitForURL(url -> url.equals(server.address().uri() + "/"));
            page.navigate(server.address().uri() + "/chat/?room=provider");
            ann.awaitVisible("[data-test=provider]");
        }
    }

    @Test
    void serviceTokenIsCreatedUsedAndRevoked() throws Exception {
        Map.Entry<Integer, String> created =
                server.run("token", "create", "robot", "--role", "editor", "--expires", "1h");
        String token = created.getValue()
                .lines()
                .filter(line -> line.startsWith("ey"))
                .findFirst()
                .orElseThrow();
        SignedInUser robot = SignedInUser.bearer(server.address(), "service-robot", "robot", token);

        assertThat(robot.post("chat/robots", "post-message", MESSAGE, UUID.randomUUID())
                        .status())
                .isEqualTo(200);
        String listed = server.run("token", "list").getValue();
        String id = listed.lines()
                .filter(line -> line.contains("  robot  editor  "))
                .findFirst()
                .orElseThrow()
                .split(" ", 2)[0];
        assertThat(server.run("token", "revoke", id).getKey()).isZero();

        await().untilAsserted(
                        () -> assertThat(robot.get("/api/session").status()).isEqualTo(401));
        assertThat(server.run("token", "list").getValue()).contains("revoked");
    }
}
