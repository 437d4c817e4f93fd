package io.spanwire.acceptance.fault;

import io.spanwire.acceptance.fault.kind.Fault;
import io.spanwire.acceptance.fault.kind.LinkFault;
import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each link is cut in the middle of a message, in either direction and wherever the count of bytes happens to fall, and
 * stands still for some seconds, after which everything that was sent arrives.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class TornLinksIT {
    private static final List<Long> BYTES = List.of(1L, 777L, 12_345L);

    private Wired wired;

    @BeforeAll
    void start() throws Exception {
        wired = Wired.start("torn", List.of(Wired.ONE));
    }

    @AfterAll
    void stop() throws Exception {
        wired.close();
    }

    Stream<Proxy> links() {
        return Stream.of(Wired.EDGE, Wired.HUB, Wired.ONE)
                .flatMap(node -> Stream.of(
                        wired.installation().toDatabase(node),
                        wired.installation().toKafka(node),
                        wired.installation().toDoor(node)))
                .filter(link -> !link.equals(wired.installation().toDoor(Wired.ONE)));
    }

    @ParameterizedTest
    @MethodSource("links")
    void aLinkThatIsCutAgainAndAgainLosesNothing(Proxy link) throws Exception {
        through("cut-" + link.name(), Stream.of(Direction.values()).flatMap(way -> BYTES.stream()
                .map(bytes -> cut(link, way, bytes))));
    }

    private static Fault cut(Proxy link, Direction way, long bytes) {
        return LinkFault.cutsAfter(link, way, bytes);
    }

    @ParameterizedTest
    @MethodSource("links")
    void aLinkThatStandsStillLosesNothing(Proxy link) throws Exception {
        through("stands-" + link.name(), Stream.of(LinkFault.stands(link)));
    }

    private void through(String name, Stream<Fault> faults) throws Exception {
        try (Run run = wired.run(name, 3, 71)) {
            for (Fault fault : faults.toList()) {
                wired.through(fault, run, () -> {});
            }
            run.verdict(true);
        }
    }
}
