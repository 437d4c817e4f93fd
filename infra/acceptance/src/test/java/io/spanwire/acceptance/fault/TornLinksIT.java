package io.spanwire.acceptance.fault;

import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.fault.kind.LinkFault;
import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each link is cut in the middle of a message, in either direction and wherever the count of bytes happens to fall, and
 * stands still for some seconds, after which everything that was sent arrives.
 */
@Tag("long")
@Timeout(600)
class TornLinksIT extends WiredFixture {
    private static final List<Long> BYTES = List.of(1L, 777L);

    TornLinksIT() {
        super(WiredRun.ONE);
    }

    Stream<Proxy> links() {
        return Stream.of(WiredRun.EDGE, WiredRun.HUB, WiredRun.ONE)
                .flatMap(node -> Stream.of(
                        wired.installation().toDatabase(node),
                        wired.installation().toKafka(node),
                        wired.installation().toDoor(node)))
                .filter(link -> !link.equals(wired.installation().toDoor(WiredRun.ONE)));
    }

    /** Subscribers send nothing but heartbeats: their first byte has to do. */
    private List<Long> bytes(Proxy link) {
        return link.equals(wired.installation().toDoor(WiredRun.HUB)) ? List.of(1L) : BYTES;
    }

    @ParameterizedTest(autoCloseArguments = false) // the links are the installation's to close
    @MethodSource("links")
    void aLinkThatIsCutAgainAndAgainLosesNothing(Proxy link) throws Exception {
        try (FaultRun run = wired.run("cut-" + link.name(), 3, 71)) {
            for (Direction direction : Direction.values()) {
                for (long bytes : bytes(link)) {
                    long before = link.way(direction).cut();
                    wired.through(LinkFault.cutsAfter(link, direction, bytes), run, () -> await("the cut")
                            .atMost(Duration.ofSeconds(60))
                            .until(() -> link.way(direction).cut() > before));
                }
            }
            run.verdict(true);
        }
    }

    @ParameterizedTest(autoCloseArguments = false) // the links are the installation's to close
    @MethodSource("links")
    void aLinkThatStandsStillLosesNothing(Proxy link) throws Exception {
        try (FaultRun run = wired.run("stands-" + link.name(), 3, 72)) {
            wired.through(LinkFault.stands(link), run, () -> {});
            run.verdict(true);
        }
    }
}
