package io.spanwire.launcher.cli;

import io.spanwire.edge.audit.AuditEvent;
import io.spanwire.edge.audit.AuditLine;
import io.spanwire.edge.audit.AuditLog;
import io.spanwire.launcher.development.DevelopmentServer;
import io.spanwire.launcher.development.DomainProject;
import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.platform.CloseStack;
import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.roles.Roles;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a server, from its start to the signal that ends it. SIGINT and SIGTERM run the shutdown hook: it waits
 * for a start in progress, then closes everything in order. The process ends when the hook has returned.
 */
final class ServerRun {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRun.class);

    private static final Logger AUDIT = LoggerFactory.getLogger(AuditLog.LOGGER);

    private final Settings settings;
    private final Console console;
    private final Map<String, String> given;
    private final Optional<DomainProject> project;
    private final CompletableFuture<CloseStack> started = new CompletableFuture<>();

    /**
     * @param given what was set, without secrets
     * @param project to run from its sources, instead of domains in jars
     */
    ServerRun(Settings settings, Console console, Map<String, String> given, Optional<DomainProject> project) {
        this.project = project;
        this.settings = settings;
        this.console = console;
        this.given = given;
    }

    /** Never returns normally: a signal ends the process. */
    void run() throws InterruptedException {
        AUDIT.info(auditLine());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            started.complete(start());
        } catch (RuntimeException e) {
            log(e);
            started.completeExceptionally(e);
            throw e;
        }
        new CountDownLatch(1).await();
    }

    private String auditLine() {
        return AuditLine.of(
                        Clock.systemUTC().instant(),
                        AuditEvent.SETTINGS,
                        System.getProperty("user.name", ""),
                        settings.mode() == BackendMode.EMBEDDED ? "up" : "serve")
                .with("settings", given)
                .text();
    }

    private CloseStack start() {
        CloseStack running = new CloseStack();
        try {
            if (project.isPresent()) {
                announce(running.add(DevelopmentServer.start(settings, project.get(), console))
                        .roles());
            } else {
                Foundation foundation = running.add(Foundation.startServer(settings, console));
                announce(running.add(Roles.start(settings, foundation.environment(), console)));
            }
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private void announce(Roles roles) {
        roles.address().ifPresent(this::writeAddress);
        String address = roles.address()
                .map(URI::toString)
                .orElseGet(() -> "worker"
                        + roles.managementAddress()
                                .map(uri -> ", management at " + uri)
                                .orElse(""));
        console.print("Spanwire is ready: " + address);
        if (settings.mode() == BackendMode.EMBEDDED
                && !settings.http().guestSignIn()
                && !settings.http().loopback()) {
            console.note("Guests cannot sign in, because other machines can connect (host "
                    + settings.http().host() + "). To allow them: --set guest-sign-in=true");
        }
        LOG.info("ready address={} data={} roles={}", address, settings.data(), settings.roles());
    }

    private void writeAddress(URI address) {
        try {
            PrivateFiles.write(Foundation.addressFile(settings.data()), address + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void log(RuntimeException failure) {
        if (failure instanceof UserFacingException) {
            LOG.info("start refused reason={}", failure.getMessage());
            LOG.debug("start refused", failure);
        } else {
            LOG.error("start failed", failure);
        }
    }

    private void stop() {
        started.handle((running, failure) -> Optional.ofNullable(running))
                .join()
                .ifPresent(this::close);
    }

    private void close(CloseStack running) {
        console.step("stopping");
        LOG.info("stopping");
        running.close();
        LOG.info("stopped");
        console.step("stopped; all data is in " + settings.data());
    }
}
