package io.spanwire.edge.oidc;

import io.spanwire.bus.resource.TextResource;
import io.spanwire.edge.http.Responses;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The two pages that a sign-in can end with. The one after success leads on by itself: its navigation comes from this
 * site, so the browser sends the {@code SameSite=Strict} cookie with it, as it would not after the provider's redirect.
 */
final class SignInPages {
    private static final String HTML = "text/html; charset=utf-8";

    private final String signedIn = TextResource.beside(SignInPages.class, "signed-in.html");
    private final String failed = TextResource.beside(SignInPages.class, "failed.html");

    /** Leads to a local path. */
    void signedIn(HttpServerResponse response, String to) {
        write(response, 200, signedIn.replace("{to}", escaped(to)));
    }

    void failed(HttpServerResponse response, int status, String again, String to) {
        String detail = status == 503
                ? "The identity provider does not answer right now."
                : "The answer of the identity provider could not be used. Perhaps it took too long, or another tab began"
                        + " to sign in meanwhile.";
        String retry = again + "?return=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
        write(response, status, failed.replace("{detail}", detail).replace("{again}", escaped(retry)));
    }

    private static void write(HttpServerResponse response, int status, String html) {
        if (status == 503) {
            response.putHeader(Responses.RETRY_AFTER, "5");
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, HTML)
                .putHeader(HttpHeaders.CACHE_CONTROL, Responses.NO_STORE)
                .setStatusCode(status)
                .end(html);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
