package io.spanwire.launcher.roles;

import io.spanwire.edge.EdgeSettings;
import io.spanwire.edge.IdentitySettings;
import io.spanwire.edge.LimitSettings;
import io.spanwire.edge.security.GuestSignIn;
import io.spanwire.edge.security.RateLimit.Rate;
import io.spanwire.launcher.acme.AcmeFolder;
import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The conversion of the launcher's settings to the edge's. */
final class EdgeSettingsFactory {
    private EdgeSettingsFactory() {}

    static EdgeSettings of(Settings settings, Environment environment) {
        Settings.Http http = settings.http();
        return new EdgeSettings(
                new EdgeSettings.Listen(http.host(), http.port()),
                new EdgeSettings.Tls(
                        environment.tls().certificate(),
                        environment.tls().key(),
                        http.transport().clients(),
                        http.transport().strict(),
                        http.transport().acme().isPresent()
                                ? Optional.of(AcmeFolder.in(settings.data()).webroot())
                                : http.transport().webroot()),
                http.publicOrigins().stream().map(URI::toString).toList(),
                http.redirectPort(),
                management(settings.management()),
                new EdgeSettings.SessionSettings(
                        SessionKeyFiles.read(environment.sessionSecret()),
                        new GuestSignIn(http.guestSignIn(), http.guestRoles()),
                        settings.identity().sessionLifetime(),
                        settings.identity().maxSessionLifetime()),
                new IdentitySettings(
                        settings.identity().bearer(),
                        settings.identity().provider(),
                        Optional.of(environment.serviceTokens())),
                limits(settings));
    }

    /** The maximum of connections, if the process may open as many files. */
    static int connections(Settings.Limits limits) {
        LimitSettings.Connections defaults = LimitSettings.defaults().connections();
        return limits.sockets() + defaults.max() - defaults.sockets();
    }

    private static LimitSettings limits(Settings settings) {
        LimitSettings defaults = LimitSettings.defaults();
        Settings.Limits limits = settings.limits();
        Duration wait = settings.http().commandWait();
        Duration maxWait = wait.compareTo(defaults.waits().max()) > 0
                ? wait
                : defaults.waits().max();
        int connections = FileDescriptors.lowered(connections(limits));
        return new LimitSettings(
                settings.http().bodyLimitBytes(),
                new LimitSettings.Waits(wait, maxWait, defaults.waits().maxWaiting()),
                new LimitSettings.Connections(
                        connections, Math.min(limits.sockets(), connections), limits.socketsPerCaller()),
                new LimitSettings.Rates(
                        new Rate(limits.signInsPerMinute(), limits.signInsPerMinute(), Duration.ofMinutes(1)),
                        new Rate(2L * limits.commandsPerSecond(), limits.commandsPerSecond(), Duration.ofSeconds(1))),
                limits.budgets(),
                limits.proxies(),
                defaults.timeouts());
    }

    private static Optional<EdgeSettings.Listen> management(Settings.Management management) {
        return management.port().isPresent()
                ? Optional.of(new EdgeSettings.Listen(
                        management.host(), management.port().getAsInt()))
                : Optional.empty();
    }
}
