package io.spanwire.launcher.acme;

import io.spanwire.launcher.settings.Settings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.shredzone.acme4j.exception.AcmeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that gets a certificate when it is due, and renews it in the last third of its life. A failure is reported and
 * tried again, seldom enough for the limits of public authorities; the certificate that is there stays in use.
 */
public final class AcmeRenewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AcmeRenewal.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);
    private static final long CLOSE_SECONDS = 10;

    /** Let's Encrypt allows five failures an hour for each name. */
    private static final List<Duration> AFTER_FAILURES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6));

    private final Settings.Acme settings;
    private final AcmeFolder folder;
    private final Consumer<String> notices;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "spanwire-acme");

    private AcmeRenewal(Settings.Acme settings, AcmeFolder folder, Consumer<String> notices) {
        this.settings = settings;
        this.folder = folder;
        this.notices = notices;
    }

    /**
     * Starts when the plain HTTP server answers.
     *
     * @param notices gets a sentence for the operator for each certificate and each failure; the log gets it, too
     */
    public static AcmeRenewal start(Settings.Acme settings, AcmeFolder folder, Consumer<String> notices) {
        AcmeRenewal renewal = new AcmeRenewal(settings, folder, notices);
        renewal.thread.setDaemon(true); // an authority may take its time; there is nothing to finish
        renewal.thread.start();
        return renewal;
    }

    private void run() {
        int failures = 0;
        Duration pause = Duration.ZERO;
        while (!isClosingWithin(pause)) {
            failures = renewIfDue() ? 0 : failures + 1;
            pause = failures == 0 ? BETWEEN_LOOKS : AFTER_FAILURES.get(Math.min(failures, AFTER_FAILURES.size()) - 1);
        }
    }

    /** Returns false after a failure. */
    private boolean renewIfDue() {
        try {
            if (folder.isDue(settings.names(), Instant.now())) {
                new AcmeOrder(settings, folder).run();
                LOG.info("certificate issued names={}", settings.names());
                notices.accept("got a certificate for " + String.join(", ", settings.names()));
            }
            return true;
        } catch (AcmeException | IOException | GeneralSecurityException | RuntimeException e) {
            LOG.error("certificate not issued, trying again names={}", settings.names(), e);
            notices.accept(
                    "WARNING: no certificate for " + String.join(", ", settings.names()) + " yet: " + e.getMessage());
            return false;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isClosingWithin(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    /** Ends the wait, or the order that is under way. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
