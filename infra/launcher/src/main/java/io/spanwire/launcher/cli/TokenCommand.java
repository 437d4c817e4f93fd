package io.spanwire.launcher.cli;

import io.spanwire.edge.account.ServiceToken;
import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.settings.SettingKey;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.launcher.token.TokenFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The operator's commands for service tokens. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Create, list and revoke service tokens.",
            "",
            "A service token lets a program call: it sends it as Authorization: Bearer, or send, tail and show take it as"
                    + " --token or --token-file. The caller's subject is service-NAME.",
            "",
            "The keys and the list are in the folder service-tokens of the data folder, or in the setting"
                    + " service-token-folder, which all edges and notifiers of a cluster share. They take a change within"
                    + " about a second; no restart is needed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "1:There is no such token, or the folder cannot be used.", "2:Wrong usage."})
final class TokenCommand extends ConsoleCommand {
    private static final Pattern LIFETIME = Pattern.compile("([1-9][0-9]{0,4})([mhd])");
    private static final Duration MAX_LIFETIME = Duration.ofDays(3_650);

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Create a token and print it. It is not stored and cannot be printed again.")
    int create(
            @Mixin SettingsOptions options,
            @Parameters(paramLabel = "NAME", description = "Name of the service: a-z, 0-9, dot, hyphen, underscore.")
                    String name,
            @Option(names = "--role", paramLabel = "ROLE", description = "A role of the service; may be repeated.")
                    @Nullable
                    List<String> roles,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            defaultValue = "90d",
                            description = "How long it is valid: minutes, hours or days, like 30m, 12h, 90d"
                                    + " (${DEFAULT-VALUE}).")
                    String expires) {
        TokenFolder.Created created =
                folder(options).create(name, roles == null ? List.of() : new ArrayList<>(roles), lifetime(expires));
        console().print(created.text());
        console()
                .note("Token " + created.token().id() + " of " + created.token().subject() + " expires "
                        + created.token().expires() + ". Keep it safe: it is not stored.");
        return 0;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the tokens: id, name, roles, expiry, and whether it is active.")
    int list(@Mixin SettingsOptions options) {
        List<ServiceToken> tokens = folder(options).list();
        Instant now = Clock.systemUTC().instant();
        console()
                .list(
                        tokens,
                        token -> token.id() + "  " + token.name() + "  "
                                + (token.roles().isEmpty() ? "-" : String.join(",", token.roles())) + "  created "
                                + token.created() + "  expires " + token.expires() + "  " + state(token, now),
                        "There are no service tokens.");
        return 0;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revoke a token: servers refuse it within about a second, and close its connections.")
    int revoke(
            @Mixin SettingsOptions options,
            @Parameters(paramLabel = "ID", description = "The id, as list prints it.") String id) {
        Optional<ServiceToken> token = folder(options).revoke(id);
        if (token.isEmpty()) {
            console().note("There is no token " + id + ".");
            return 1;
        }
        console().print(id + " of " + token.get().subject() + " is revoked.");
        return 0;
    }

    private static TokenFolder folder(SettingsOptions options) {
        SettingSources sources = options.sources(options.flags());
        Path folder = sources.path(SettingKey.SERVICE_TOKENS)
                .orElseGet(() ->
                        Foundation.serviceTokens(sources.path(SettingKey.DATA).orElseThrow()));
        return new TokenFolder(folder, Clock.systemUTC());
    }

    private static Duration lifetime(String text) {
        Matcher matcher = LIFETIME.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            Duration lifetime =
                    switch (matcher.group(2)) {
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    };
            if (lifetime.compareTo(MAX_LIFETIME) <= 0) {
                return lifetime;
            }
        }
        throw new UserFacingException(
                "The value of --expires is invalid.",
                "Give minutes, hours or days, at most 3650d, like 30m, 12h, 90d.");
    }

    private static String state(ServiceToken token, Instant now) {
        return token.revoked().map(time -> "revoked " + time).orElse(token.isActive(now) ? "active" : "expired");
    }
}
