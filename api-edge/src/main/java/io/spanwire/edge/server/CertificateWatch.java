package io.spanwire.edge.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch over a server's certificate: files that were replaced are put into use without closing a connection, and it
 * is told in time when the certificate ends. Files that cannot be used leave the last certificate in use. Thread-safe.
 */
public final class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_WARNINGS = Duration.ofHours(12);

    private final Vertx vertx;
    private final Path certificate;
    private final Path key;
    private final Clock clock;
    private final Function<KeyCertOptions, Future<Void>> use;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean isReported = new AtomicBoolean();
    private volatile ServerCertificate current;
    private volatile Instant warned = Instant.EPOCH;
    private volatile long timer = -1;

    /**
     * Watches the files of a server that uses a certificate of theirs.
     *
     * @param current what the server uses now
     * @param use has the server use another one for new connections
     */
    public CertificateWatch(
            Vertx vertx,
            Path certificate,
            Path key,
            Clock clock,
            ServerCertificate current,
            Function<KeyCertOptions, Future<Void>> use) {
        this.vertx = vertx;
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
        this.current = current;
        this.use = use;
    }

    /** Looks from now on, until it is closed. */
    public void start(MeterRegistry meters) {
        Gauge.builder(
                        "spanwire.tls.certificate.expiry",
                        this,
                        watch -> (double) Duration.between(watch.clock.instant(), watch.current.end())
                                .toSeconds())
                .description("How long the certificate of the HTTPS server is still valid")
                .baseUnit("seconds")
                .register(meters);
        warnIfItEndsSoon();
        timer = vertx.setPeriodic(PAUSE.toMillis(), tick -> look());
    }

    /** Looks no more. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }

    /** Reads the files; completes with whether another certificate is in use now. Never fails. */
    Future<Boolean> look() {
        if (!looking.compareAndSet(false, true)) {
            return Future.succeededFuture(false);
        }
        return vertx.executeBlocking(() -> ServerCertificate.read(vertx, certificate, key), false)
                .compose(this::useIfOther)
                .recover(this::keep)
                .onComplete(looked -> {
                    looking.set(false);
                    warnIfItEndsSoon();
                });
    }

    private Future<Boolean> useIfOther(ServerCertificate read) {
        isReported.set(false);
        if (read.isSame(current)) {
            return Future.succeededFuture(false);
        }
        return use.apply(read.options())
                .onSuccess(used -> {
                    current = read;
                    warned = Instant.EPOCH;
                    LOG.info("certificate replaced end={}", read.end());
                })
                .map(true);
    }

    private Future<Boolean> keep(Throwable failure) {
        if (isReported.compareAndSet(false, true)) {
            LOG.error("certificate not replaced, the last one stays in use reason={}", failure.getMessage());
        }
        return Future.succeededFuture(false);
    }

    private void warnIfItEndsSoon() {
        Instant now = clock.instant();
        if (current.endsSoon(now) && warned.plus(BETWEEN_WARNINGS).isBefore(now)) {
            warned = now;
            LOG.warn("certificate ends soon, replace its files end={} file={}", current.end(), certificate);
        }
    }

    /** For the details of health. */
    public String health() {
        String end = current.end().toString();
        return current.endsSoon(clock.instant()) ? "ends soon: " + end : "valid until " + end;
    }
}
