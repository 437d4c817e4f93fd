package io.spanwire.launcher;

import io.spanwire.bus.domain.Domain;
import io.spanwire.edge.server.HttpsOptions;
import io.spanwire.launcher.cli.SpanwireCommandLine;
import io.spanwire.launcher.platform.CloseStack;
import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.roles.Roles;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A running Spanwire: the main class of the executable jar, or started by a program.
 *
 * <pre>{@code
 * Settings settings = SettingsReader.embedded(Map.of("data", "auction-data", "port", "0"));
 * try (Spanwire spanwire = Spanwire.start(settings, new AuctionDomain())) {
 *     System.out.println(spanwire.address());
 *     new CountDownLatch(1).await();
 * }
 * }</pre>
 *
 * The settings have the names of {@code spanwire settings}. Several can run in one JVM, each on a data folder of its own.
 * The program configures its logging itself. Exit codes of the main class: 0 done, 1 refused or failed, 2 wrong usage.
 */
public final class Spanwire implements AutoCloseable {
    private final CloseStack parts;
    private final Foundation foundation;
    private final Roles roles;

    private Spanwire(CloseStack parts, Foundation foundation, Roles roles) {
        this.parts = parts;
        this.foundation = foundation;
        this.roles = roles;
    }

    /**
     * Starts the roles of the settings, and Kafka and PostgreSQL if they are embedded; returns when they serve. Blocks for
     * seconds. A failed start leaves nothing running.
     *
     * @param domains instead of those in jars and on the class path; without any, those are used
     * @throws io.spanwire.launcher.start.UserFacingException with advice for the user
     */
    public static Spanwire start(Settings settings, Domain... domains) {
        return start(settings, Clock.systemUTC(), ProgressListener.SILENT, List.of(domains));
    }

    /**
     * The same with another clock, which may only go forward: it gives commands their time and tells when timers are due.
     *
     * @param progress is told the steps of the start
     */
    public static Spanwire start(Settings settings, Clock clock, ProgressListener progress, List<Domain> domains) {
        CloseStack parts = new CloseStack();
        try {
            Foundation foundation = parts.add(Foundation.startServer(settings, domains, clock, progress));
            return new Spanwire(
                    parts, foundation, parts.add(Roles.start(settings, foundation.environment(), progress)));
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** The address for clients, with the actual port. */
    public URI address() {
        return roles.address().orElseThrow(() -> new IllegalStateException("This process is only a worker"));
    }

    /** The PEM file of the certificate that the server shows. */
    public Path certificate() {
        return foundation.environment().tls().certificate();
    }

    /** Finishes what is in flight, then stops everything. Blocks. */
    @Override
    public void close() {
        parts.close();
    }

    public static void main(String[] arguments) {
        HttpsOptions.hardenTls(System.getProperty(HttpsOptions.GROUPS, HttpsOptions.STRONG_GROUPS));
        System.exit(SpanwireCommandLine.create().execute(arguments));
    }
}
