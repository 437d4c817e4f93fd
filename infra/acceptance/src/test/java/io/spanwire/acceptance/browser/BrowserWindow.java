package io.spanwire.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One person's browser window: a context of its own, so a session of its own. Remembers everything that went wrong in it. */
final class BrowserWindow implements AutoCloseable {
    /** After a restart the client backs off; this is generous. */
    private static final double PATIENCE_MILLIS = 45_000;

    private static final String SESSION = "__Host-spanwire";
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final BrowserContext context;
    private final Page page;
    private final List<String> troubles = new ArrayList<>();
    private int loads;

    private BrowserWindow(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onConsoleMessage(this::said);
        page.onPageError(error -> troubles.add("error: " + error));
        page.onDOMContentLoaded(loaded -> loads++);
    }

    /** A window of somebody who signs in as a guest. */
    static BrowserWindow asGuest(Browser browser, URI server, String path, String name) {
        BrowserWindow window = on(browser);
        window.page.navigate(server + path);
        window.page.locator("#name").fill(name);
        window.page.locator("#name").press("Enter");
        window.isOnline();
        return window;
    }

    /** A window of somebody who has signed in before: it has the session's cookie. */
    static BrowserWindow signedIn(Browser browser, URI server, String path, String token) {
        BrowserWindow window = on(browser);
        window.context.addCookies(List.of(new Cookie(SESSION, token)
                .setUrl(server.toString())
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(SameSiteAttribute.STRICT)));
        window.page.navigate(server + path);
        window.isOnline();
        return window;
    }

    private static BrowserWindow on(Browser browser) {
        return new BrowserWindow(browser.newContext(new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setViewportSize(1000, 760)
                .setLocale("en-GB")));
    }

    private void said(ConsoleMessage message) {
        if (List.of("error", "warning").contains(message.type()) && !isExpected(message)) {
            troubles.add(message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    /** Chromium reports a server that is away, and the 401 that tells a page to ask for a name; neither is a page's fault. */
    private static boolean isExpected(ConsoleMessage message) {
        return message.text().contains("net::ERR_")
                || message.text().contains("WebSocket connection to")
                || (message.text().contains("status of 401")
                        && message.location().contains("/api/session"));
    }

    void isOnline() {
        assertThat(page.locator(".link[data-state=online]")).isVisible(within());
    }

    void isNotOnline() {
        assertThat(page.locator(".link"))
                .not()
                .hasAttribute(
                        "data-state",
                        "online",
                        new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** Does not wait for the back-off; nothing when the page has just come back by itself. */
    void tryNow() {
        page.getByText("Try now").evaluateAll("buttons => buttons.forEach(button => button.click())");
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    Page page() {
        return page;
    }

    void sees(String selector, int count) {
        assertThat(page.locator(selector))
                .hasCount(count, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
    }

    void sees(String selector, String text) {
        assertThat(page.locator(selector))
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    void sees(String selector) {
        assertThat(page.locator(selector)).isVisible(within());
    }

    private static LocatorAssertions.IsVisibleOptions within() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
    }

    List<String> texts(String selector) {
        return page.locator(selector).allInnerTexts();
    }

    List<String> attributes(String selector, String name) {
        return page.locator(selector).all().stream()
                .map(element -> String.valueOf(element.getAttribute(name)))
                .toList();
    }

    /** How often a document was loaded in it. */
    int loads() {
        return loads;
    }

    /** Console errors and warnings (a policy's violations are among them), and uncaught exceptions. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }
}
