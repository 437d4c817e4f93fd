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
 * Each link is reset in the middle of a message in each direction, and stalls for some seconds, after which it delivers
 * everything that was sent.
 */
@Tag("long")
@Timeout(600)
class ResetLinksIT extends ProxiedFixture {
    private static final List<Long> BYTES = List.of(1L, 777L);

    ResetLinksIT() {
        super(ProxiedDeployment.ONE);
    }

    Stream<Proxy> links() {
        return Stream.of(ProxiedDeployment.EDGE, ProxiedDeployment.NOTIFIER, ProxiedDeployment.ONE)
                .flatMap(node -> Stream.of(cluster.toDatabase(node), cluster.toKafka(node), cluster.fromClients(node)))
                .filter(link -> !link.equals(cluster.fromClients(ProxiedDeployment.ONE)));
    }

    /** Subscribers send only heartbeats, so only their first byte can be used. */
    private List<Long> bytes(Proxy link) {
        return link.equals(cluster.fromClients(ProxiedDeployment.NOTIFIER)) ? List.of(1L) : BYTES;
    }

    @ParameterizedTest(autoCloseArguments = false) // the cluster closes the links
    @MethodSource("links")
    void repeatedlyResetLinkLosesNothing(Proxy link) throws Exception {
        try (FaultRun run = deployment.run("reset-" + link.name(), 3, 71)) {
            for (Direction direction : Direction.values()) {
                for (long bytes : bytes(link)) {
                    long before = link.direction(direction).resets();
                    deployment.injectAndHeal(LinkFault.resetAfter(link, direction, bytes), run, () -> await("the reset")
                            .atMost(Duration.ofSeconds(60))
                            .until(() -> link.direction(direction).resets() > before));
                }
            }
            run.verdict(true);
        }
    }

    @ParameterizedTest(autoCloseArguments = false) // the cluster closes the links
    @MethodSource("links")
    void stalledLinkLosesNothing(Proxy link) throws Exception {
        try (FaultRun run = deployment.run("stalled-" + link.name(), 3, 72)) {
            deployment.injectAndHeal(LinkFault.stall(link), run, () -> {});
            run.verdict(true);
        }
    }
}
