package io.spanwire.launcher.cli;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The headers that say who asks: a bearer token, or a session's cookie and its CSRF token. */
record RequestCredentials(Map<String, String> headers) {

    static RequestCredentials bearer(String token) {
        return new RequestCredentials(Map.of("Authorization", "Bearer " + token));
    }

    static RequestCredentials session(List<String> setCookies, String csrf) {
        String cookies =
                setCookies.stream().map(cookie -> cookie.split(";", 2)[0]).collect(Collectors.joining("; "));
        return new RequestCredentials(Map.of("Cookie", cookies, "X-CSRF-Token", csrf));
    }

    boolean isBearer() {
        return headers.containsKey("Authorization");
    }

    void apply(HttpRequest.Builder request) {
        headers.forEach(request::header);
    }

    @Override
    public String toString() {
        return "Credentials[" + headers.keySet() + "]";
    }
}
