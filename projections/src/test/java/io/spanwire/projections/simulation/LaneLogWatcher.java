package io.spanwire.projections.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.lane.Lane;
import io.spanwire.projections.relay.HistoryMismatch;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.LoggerFactory;

/**
 * Listens to what the lanes of a schedule log. Only lost infrastructure may trouble a lane: anything else it logs as trouble,
 * or dies of, is a bug. Lanes belong to the schedule on whose thread, or on whose lane's thread, they were made.
 */
final class LaneLogWatcher {
    private static final Set<Class<?>> EXPECTED =
            Set.of(DatabaseUnavailable.class, KafkaUnavailable.class, TimeoutException.class, HistoryMismatch.class);
    private static final InheritableThreadLocal<LaneLogWatcher> OF_THREAD = new InheritableThreadLocal<>();

    private final ThreadScheduler baton;
    private final ScheduleLog facts;

    LaneLogWatcher(ThreadScheduler baton, ScheduleLog facts) {
        this.baton = baton;
        this.facts = facts;
    }

    /** Whoever this thread starts from now on is listened to by these. */
    static void tell(LaneLogWatcher troubles) {
        OF_THREAD.set(troubles);
    }

    /** Takes over the log of everything that is simulated. */
    static void listen() {
        Logger all = (Logger) LoggerFactory.getLogger("io.spanwire.projections");
        all.setLevel(Level.OFF);
        Logger lanes = (Logger) LoggerFactory.getLogger(Lane.class);
        Listener listener = new Listener();
        listener.start();
        lanes.setLevel(Level.WARN);
        lanes.setAdditive(false);
        lanes.addAppender(listener);
    }

    /** Gives it back. */
    static void listenNoMore() {
        ((Logger) LoggerFactory.getLogger("io.spanwire.projections")).setLevel(null);
        Logger lanes = (Logger) LoggerFactory.getLogger(Lane.class);
        lanes.setLevel(null);
        lanes.setAdditive(true);
        lanes.detachAndStopAllAppenders();
        OF_THREAD.remove();
    }

    private void hear(ILoggingEvent event) {
        Optional<Throwable> cause =
                Optional.ofNullable((ThrowableProxy) event.getThrowableProxy()).map(ThrowableProxy::getThrowable);
        if (cause.isEmpty()) {
            facts.count(event.getMessage().substring(0, event.getMessage().indexOf(" lane=")));
        } else if (cause.get() instanceof RuntimeException trouble) {
            facts.count("trouble: " + trouble.getClass().getSimpleName());
            if (!EXPECTED.contains(trouble.getClass())) {
                baton.fail(trouble, false);
            }
        } else if (!(cause.get() instanceof SimulatedCrash)) {
            baton.fail(cause.get(), true);
        }
    }

    private static final class Listener extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            Optional.ofNullable(OF_THREAD.get()).ifPresent(troubles -> troubles.hear(event));
        }
    }
}
