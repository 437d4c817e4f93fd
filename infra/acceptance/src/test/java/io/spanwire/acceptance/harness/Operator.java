package io.spanwire.acceptance.harness;

import io.spanwire.acceptance.client.HttpReply;
import io.spanwire.acceptance.client.SignedInUser;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A caller with the role operator, by a service token of a server's data folder. */
public record Operator(SignedInUser user, String token) {
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_.-]+");

    public static Operator of(Server server) throws IOException, InterruptedException {
        Map.Entry<Integer, String> created = server.run("token", "create", "ops", "--role", "operator");
        Matcher token = TOKEN.matcher(created.getValue());
        if (!token.find()) {
            throw new IllegalStateException(created.getValue());
        }
        return new Operator(SignedInUser.bearer(server.address(), "service-ops", "ops", token.group()), token.group());
    }

    /** Sends a request with a JSON body, or none if it is empty. */
    public HttpReply send(String method, String path, String body) throws IOException, InterruptedException {
        var request = user.request(path)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return user.send(request);
    }
}
