package io.spanwire.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spanwire.bench.BenchFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A signed-in guest user: the session cookie, and the CSRF token for unsafe requests. */
public record Guest(String cookie, String csrf) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Signs in {@code count} guests, one after the other. */
    public static List<Guest> signIn(Connections connections, int port, int count) {
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            guests.add(signIn(connections, port, "Bench " + i));
        }
        return guests;
    }

    private static Guest signIn(Connections connections, int port, String name) {
        HttpResponse response = connections.sendAndAwait(HttpRequests.post(port, "/api/session", "")
                .appendBuffer(HttpRequests.body("{\"name\":\"" + name + "\"}")));
        if (response.status() / 100 != 2) {
            throw new BenchFailed("sign-in failed with status " + response.status() + " " + response.text());
        }
        String cookie = response.header("set-cookie").orElseThrow(() -> new BenchFailed("sign-in sets no cookie"));
        try {
            String csrf = JSON.readTree(response.body()).path("csrf").asText();
            return new Guest(cookie.substring(0, cookie.indexOf(';')), csrf);
        } catch (IOException e) {
            throw new BenchFailed("sign-in does not return JSON", e);
        }
    }

    String headers() {
        return "Cookie: " + cookie + "\r\nX-CSRF-Token: " + csrf + "\r\n";
    }
}
