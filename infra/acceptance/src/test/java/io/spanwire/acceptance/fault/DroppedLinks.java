package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.fault.kind.LinkFault;
import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.Proxy;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * Base class of tests in which a link drops the traffic of one direction for longer than the timeouts of its users, and
 * open connections stay dead: every user must detect that and reconnect.
 */
@Tag("long")
@Timeout(600)
abstract class DroppedLinks extends ProxiedFixture {
    static final String VIEW = "/api/views/room-messages?room=any";
    static final Duration SOON = Duration.ofSeconds(5);
    static final Duration BOUNDED = Duration.ofSeconds(12);

    DroppedLinks() {
        super(ProxiedDeployment.ONE, ProxiedDeployment.TWO);
    }

    static String name(String link, Direction dropped) {
        return link + '-' + dropped.name().toLowerCase(Locale.ROOT);
    }

    /** What a test checks while the link drops traffic. */
    @FunctionalInterface
    interface RunCheck {
        void run(FaultRun run) throws Exception;
    }

    void drop(Proxy link, Direction dropped, Duration hold, String name, RunCheck during) throws Exception {
        drop(link, dropped, hold, name, during, () -> {});
    }

    void drop(
            Proxy link,
            Direction dropped,
            Duration hold,
            String name,
            RunCheck during,
            ProxiedDeployment.Check afterwards)
            throws Exception {
        try (FaultRun run = deployment.run(name, 3, 21)) {
            deployment.injectAndHeal(LinkFault.blackHole(link, dropped, hold), run, () -> during.run(run));
            afterwards.run();
            run.verdict(true);
        }
    }
}
