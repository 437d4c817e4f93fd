package io.spanwire.launcher.cli;

import io.spanwire.launcher.platform.Installation;
import io.spanwire.launcher.platform.Platform;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.UserFacingException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server from its start to the signal that ends it. SIGINT and SIGTERM run the hook, which lets a start under way come to
 * its end and then closes everything in order; the process leaves when the hook has returned.
 */
final class ServerRun {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRun.class);

    private final Settings settings;
    private final Console console;
    private final CompletableFuture<Installation> started = new CompletableFuture<>();

    ServerRun(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /** Returns only by throwing: a signal ends the process. */
    void run(Platform platform) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            Installation installation = Installation.start(settings, platform, console);
            console.line("Spanwire is ready: " + installation.address());
            LOG.info("ready address={} data={} roles={}", installation.address(), settings.data(), settings.roles());
            started.complete(installation);
        } catch (RuntimeException e) {
            log(e);
            started.completeExceptionally(e);
            throw e;
        }
        new CountDownLatch(1).await();
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
        started.handle((installation, failure) -> installation)
                .thenAccept(installation -> {
                    if (installation != null) {
                        close(installation);
                    }
                })
                .join();
    }

    private void close(Installation installation) {
        console.step("stopping");
        LOG.info("stopping");
        installation.close();
        LOG.info("stopped");
        console.step("stopped; everything is kept in " + settings.data());
    }
}
