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

/** One user's browser window with its own context and so its own session. It collects console and page errors. */
final class BrowserWindow implements AutoCloseable {
    /** Long enough for the client's back-off after a restart. */
    private static final double TIMEOUT_MILLIS = 45_000;

    private static final String SESSION = "__Host-spanwire";
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();
    private int loads;

    private BrowserWindow(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(TIMEOUT_MILLIS);
        page.onConsoleMessage(this::onConsoleMessage);
        page.onPageError(error -> errors.add("error: " + error));
        page.onDOMContentLoaded(loaded -> loads++);
    }

    /** A window of a user who signs in as a guest. */
    static BrowserWindow asGuest(Browser browser, URI server, String path, String name) {
        BrowserWindow window = on(browser);
        window.page.navigate(server + path);
        window.page.locator("#name").fill(name);
        window.page.locator("#name").press("Enter");
        window.awaitOnline();
        return window;
    }

    /** A window of a user who has signed in before: it has the session's cookie. */
    static BrowserWindow signedIn(Browser browser, URI server, String path, String token) {
        BrowserWindow window = on(browser);
        window.context.addCookies(List.of(new Cookie(SESSION, token)
                .setUrl(server.toString())
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(SameSiteAttribute.STRICT)));
        window.page.navigate(server + path);
        window.awaitOnline();
        return window;
    }

    /** A window that shows a page to nobody yet. */
    static BrowserWindow at(Browser browser, URI server, String path) {
        BrowserWindow window = on(browser);
        window.page.navigate(server + path);
        return window;
    }

    private static BrowserWindow on(Browser browser) {
        return new BrowserWindow(browser.newContext(new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setViewportSize(1000, 760)
                .setLocale("en-GB")));
    }

    private void onConsoleMessage(ConsoleMessage message) {
        if (List.of("error", "warning").contains(message.type()) && !isExpected(message)) {
            errors.add(message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    /**
     * Chromium logs an unreachable server, and the 401 of a page without a session; neither is an error of the page.
     */
    private static boolean isExpected(ConsoleMessage message) {
        return message.text().contains("net::ERR_")
                || message.text().contains("WebSocket connection to")
                || (message.text().contains("status of 401")
                        && message.location().contains("/api/session"));
    }

    void awaitOnline() {
        assertThat(page.locator(".link[data-state=online]")).isVisible(within());
    }

    void awaitOffline() {
        assertThat(page.locator(".link"))
                .not()
                .hasAttribute(
                        "data-state", "online", new LocatorAssertions.HasAttributeOptions().setTimeout(TIMEOUT_MILLIS));
    }

    /** Reconnects without waiting for the back-off; does nothing if the page has just reconnected by itself. */
    void reconnectNow() {
        page.getByText("Try now").evaluateAll("buttons => buttons.forEach(button => button.click())");
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    Page page() {
        return page;
    }

    void awaitCount(String selector, int count) {
        assertThat(page.locator(selector))
                .hasCount(count, new LocatorAssertions.HasCountOptions().setTimeout(TIMEOUT_MILLIS));
    }

    void awaitText(String selector, String text) {
        assertThat(page.locator(selector))
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(TIMEOUT_MILLIS));
    }

    void awaitVisible(String selector) {
        assertThat(page.locator(selector)).isVisible(within());
    }

    private static LocatorAssertions.IsVisibleOptions within() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(TIMEOUT_MILLIS);
    }

    List<String> texts(String selector) {
        return page.locator(selector).allInnerTexts();
    }

    List<String> attributes(String selector, String name) {
        return page.locator(selector).all().stream()
                .map(element -> String.valueOf(element.getAttribute(name)))
                .toList();
    }

    /** How many documents the window has loaded. */
    int loads() {
        return loads;
    }

    /** Console errors and warnings, including violations of the content security policy, and uncaught exceptions. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }
}
