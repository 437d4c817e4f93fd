package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.fault.kind.LinkFault;
import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.Proxy;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * A link of one process loses what goes in one direction, for longer than the time-outs of whoever uses it, and connections
 * that were open then stay dead: everything must find out by itself and connect anew.
 */
@Tag("long")
@Timeout(600)
abstract class LostLinks extends WiredFixture {
    static final String VIEW = "/api/views/room-messages?room=any";
    static final Duration SOON = Duration.ofSeconds(5);
    static final Duration BOUNDED = Duration.ofSeconds(12);

    LostLinks() {
        super(WiredRun.ONE, WiredRun.TWO);
    }

    static String name(String link, Direction lost) {
        return link + '-' + lost.name().toLowerCase(Locale.ROOT);
    }

    /** What a test finds out while the link loses. */
    @FunctionalInterface
    interface During {
        void ask(FaultRun run) throws Exception;
    }

    void through(Proxy link, Direction lost, Duration hold, String name, During during) throws Exception {
        through(link, lost, hold, name, during, () -> {});
    }

    void through(Proxy link, Direction lost, Duration hold, String name, During during, WiredRun.Meanwhile afterwards)
            throws Exception {
        try (FaultRun run = wired.run(name, 3, 21)) {
            wired.through(LinkFault.loses(link, lost, hold), run, () -> during.ask(run));
            afterwards.ask();
            run.verdict(true);
        }
    }
}
