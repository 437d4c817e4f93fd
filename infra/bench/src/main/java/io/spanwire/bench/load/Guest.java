package io.spanwire.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.spanwire.bench.BenchFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Somebody signed in by name, as a browser is: a cookie, and the token that its unsafe requests carry. */
public record Guest(String cookie, String csrf) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Signs so many in, one after the other. */
    public static List<Guest> signIn(Connections connections, int port, int count) {
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            guests.add(signIn(connections, port, "Bench " + i));
        }
        return guests;
    }

    private static Guest signIn(Connections connections, int port, String name) {
        HttpAnswer answer = connections.exchange(HttpRequests.post(port, "/api/session", "")
                .appendBuffer(HttpRequests.body("{\"name\":\"" + name + "\"}")));
        if (answer.status() / 100 != 2) {
            throw new BenchFailed("sign-in answered " + answer.status() + " " + answer.text());
        }
        String cookie = answer.header("set-cookie").orElseThrow(() -> new BenchFailed("sign-in sets no cookie"));
        try {
            String csrf = JSON.readTree(answer.body()).path("csrf").asText();
            return new Guest(cookie.substring(0, cookie.indexOf(';')), csrf);
        } catch (IOException e) {
            throw new BenchFailed("sign-in answers no JSON", e);
        }
    }

    String headers() {
        return "Cookie: " + cookie + "\r\nX-CSRF-Token: " + csrf + "\r\n";
    }
}
