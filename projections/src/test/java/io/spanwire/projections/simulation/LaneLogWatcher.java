package io.spanwire.projections.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.journal.DecidedBefore;
import io.spanwire.projections.lane.Lane;
import io.spanwire.projections.relay.HistoryMismatch;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.LoggerFactory;

/**
 * A watcher of what the lanes of a schedule log. Only lost infrastructure may fail a lane: any other exception it logs
 * or dies of is a bug. A lane belongs to the schedule on whose thread, or on whose lane's thread, it was created.
 */
final class LaneLogWatcher {
    private static final Set<Class<?>> EXPECTED = Set.of(
            DatabaseUnavailable.class,
            DecidedBefore.class,
            KafkaUnavailable.class,
            TimeoutException.class,
            HistoryMismatch.class);
    private static final InheritableThreadLocal<LaneLogWatcher> OF_THREAD = new InheritableThreadLocal<>();

    private final ThreadScheduler scheduler;
    private final ScheduleLog scheduleLog;

    LaneLogWatcher(ThreadScheduler scheduler, ScheduleLog scheduleLog) {
        this.scheduler = scheduler;
        this.scheduleLog = scheduleLog;
    }

    /** Makes a watcher responsible for this thread and all threads it starts later. */
    static void watchThread(LaneLogWatcher watcher) {
        OF_THREAD.set(watcher);
    }

    /** Redirects the log of all simulated classes to the watchers. */
    static void attach() {
        Logger all = (Logger) LoggerFactory.getLogger("io.spanwire.projections");
        all.setLevel(Level.OFF);
        Logger lanes = (Logger) LoggerFactory.getLogger(Lane.class);
        Appender appender = new Appender();
        appender.start();
        lanes.setLevel(Level.WARN);
        lanes.setAdditive(false);
        lanes.addAppender(appender);
    }

    /** Restores the log. */
    static void detach() {
        ((Logger) LoggerFactory.getLogger("io.spanwire.projections")).setLevel(null);
        Logger lanes = (Logger) LoggerFactory.getLogger(Lane.class);
        lanes.setLevel(null);
        lanes.setAdditive(true);
        lanes.detachAndStopAllAppenders();
        OF_THREAD.remove();
    }

    private void check(ILoggingEvent event) {
        Optional<Throwable> cause =
                Optional.ofNullable((ThrowableProxy) event.getThrowableProxy()).map(ThrowableProxy::getThrowable);
        if (cause.isEmpty()) {
            scheduleLog.count(event.getMessage().substring(0, event.getMessage().indexOf(" lane=")));
        } else if (cause.get() instanceof RuntimeException failure) {
            scheduleLog.count("lane failed: " + failure.getClass().getSimpleName());
            if (!EXPECTED.contains(failure.getClass())) {
                scheduler.fail(failure, false);
            }
        } else if (!(cause.get() instanceof SimulatedCrash)) {
            scheduler.fail(cause.get(), true);
        }
    }

    private static final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            Optional.ofNullable(OF_THREAD.get()).ifPresent(watcher -> watcher.check(event));
        }
    }
}
