package io.spanwire.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The operator's commands for webhooks, as a client of a running server. */
@Command(
        name = "webhooks",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Add, show, pause, resume, replay and remove webhooks: HTTP servers that events are sent to.",
            "",
            "They are for the role operator: give a service token that has it (spanwire token create NAME --role operator)"
                    + " with --token-file.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:Refused, or the server does not answer, or a test failed.", "2:Wrong usage."})
final class WebhooksCommand extends ConsoleCommand {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "The id, as list prints it.";
    private static final String PLACE =
            "Behind which events: now, beginning, a time like 2026-11-30T10:00:00Z, or a feed's token";

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "List the webhooks: id, feed, URL, state, events behind, and the last failure while it lasts.")
    int list(@Mixin RemoteOptions options) {
        return run(() -> {
            JsonNode webhooks = call(options, "GET", "", null).path("webhooks");
            webhooks.forEach(webhook -> console().print(line(webhook)));
            if (webhooks.isEmpty()) {
                console().note("There are no webhooks.");
            }
            return 0;
        });
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Print a webhook as JSON, without its secret.")
    int show(@Mixin RemoteOptions options, @Parameters(paramLabel = "ID", description = ID) String id) {
        return run(() -> print(call(options, "GET", "/" + id, null)));
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Add a webhook and print it, with its secret, which cannot be printed again.")
    int add(
            @Mixin RemoteOptions options,
            @Parameters(paramLabel = "FEED", description = "All streams of a type, like 'chat/*', or all: '*'.")
                    String feed,
            @Parameters(paramLabel = "TO", description = "The https URL of the receiver.") String receiver,
            @Option(
                            names = "--types",
                            paramLabel = "TYPE",
                            split = ",",
                            description = "Only events of these types, like chat.message-posted.")
                    @Nullable
                    List<String> types,
            @Option(names = "--from", paramLabel = "PLACE", defaultValue = "now", description = PLACE + " (now).")
                    String from,
            @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "For people.")
                    String description,
            @Option(
                            names = "--secret-file",
                            paramLabel = "FILE",
                            description = "File with the secret, whsec_…; default: a new one.")
                    @Nullable
                    Path secret) {
        ObjectNode body = JSON.createObjectNode()
                .put("feed", feed)
                .put("url", receiver)
                .put("from", from)
                .put("description", description);
        if (types != null) {
            types.forEach(body.putArray("types")::add);
        }
        addSecret(body, secret);
        return run(() -> print(call(options, "POST", "", body)));
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Deliver nothing until it is resumed. Nothing is left out.")
    int pause(
            @Mixin RemoteOptions options,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "For people.")
                    String reason) {
        return run(() -> printLine(call(
                options, "POST", "/" + id + "/pause", JSON.createObjectNode().put("reason", reason))));
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Deliver again, at once, also what waits because of failures.")
    int resume(@Mixin RemoteOptions options, @Parameters(paramLabel = "ID", description = ID) String id) {
        return run(() -> printLine(call(options, "POST", "/" + id + "/resume", null)));
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Continue behind another place, earlier or later, in the state it has.")
    int replay(
            @Mixin RemoteOptions options,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(names = "--from", paramLabel = "PLACE", required = true, description = PLACE + '.') String from) {
        return run(() -> printLine(call(
                options, "POST", "/" + id + "/replay", JSON.createObjectNode().put("from", from))));
    }

    @Command(
            name = "rotate-secret",
            mixinStandardHelpOptions = true,
            description = "Sign with another secret and print it. The one before signs, too, for a while.")
    int rotate(
            @Mixin RemoteOptions options,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(
                            names = "--keep-hours",
                            paramLabel = "N",
                            defaultValue = "24",
                            description = "How long the one before signs, too (${DEFAULT-VALUE}).")
                    int hours,
            @Option(
                            names = "--secret-file",
                            paramLabel = "FILE",
                            description = "File with the secret, whsec_…; default: a new one.")
                    @Nullable
                    Path secret) {
        ObjectNode body = JSON.createObjectNode().put("keepHours", hours);
        addSecret(body, secret);
        return run(() -> print(call(options, "POST", "/" + id + "/rotate-secret", body)));
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Have a worker send one event of the type spanwire.webhook-test, and print the answer.")
    int test(@Mixin RemoteOptions options, @Parameters(paramLabel = "ID", description = ID) String id) {
        return run(() -> {
            JsonNode answer = call(options, "POST", "/" + id + "/test", null);
            boolean isDelivered = answer.path("delivered").asBoolean();
            console()
                    .print(
                            isDelivered
                                    ? "The receiver answered "
                                            + answer.path("status").asInt() + "."
                                    : answer.path("detail").asText());
            return isDelivered ? 0 : 1;
        });
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Remove a webhook permanently.")
    int remove(@Mixin RemoteOptions options, @Parameters(paramLabel = "ID", description = ID) String id) {
        return run(() -> {
            options.connect().call("DELETE", "/api/webhooks/" + id, "");
            console().print(id + " is removed");
            return 0;
        });
    }

    private interface Work {
        int run() throws RequestFailed;
    }

    private int run(Work work) {
        try {
            return work.run();
        } catch (RequestFailed failed) {
            console().note(String.valueOf(failed.getMessage()));
            return 1;
        }
    }

    private static JsonNode call(RemoteOptions options, String method, String path, @Nullable JsonNode body)
            throws RequestFailed {
        String answer = options.connect().call(method, "/api/webhooks" + path, body == null ? "" : body.toString());
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new RequestFailed(0, "the answer is not JSON", false, e);
        }
    }

    private static void addSecret(ObjectNode body, @Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            body.put("secret", Files.readString(file).strip());
        } catch (IOException e) {
            throw new UserFacingException(
                    "The file " + file + " cannot be read.", "Give a file with a secret, whsec_ and base64.", e);
        }
    }

    private int print(JsonNode webhook) {
        console().print(webhook.toPrettyString());
        return 0;
    }

    private int printLine(JsonNode webhook) {
        console().print(line(webhook));
        return 0;
    }

    private static String line(JsonNode webhook) {
        StringBuilder line = new StringBuilder(webhook.path("id").asText())
                .append("  ")
                .append(webhook.path("feed").asText())
                .append("  ")
                .append(webhook.path("url").asText())
                .append("  ")
                .append(webhook.path("state").asText())
                .append("  behind ")
                .append(webhook.path("behind").asLong());
        if (webhook.has("reason")) {
            line.append("  ").append(webhook.path("reason").asText());
        }
        if (webhook.has("failingSince")) {
            line.append("  failing since ")
                    .append(webhook.path("failingSince").asText())
                    .append(": ")
                    .append(webhook.path("lastFailure").path("detail").asText());
        }
        return line.toString();
    }
}
