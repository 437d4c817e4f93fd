package io.spanwire.testing;

import io.spanwire.bus.domain.Domain;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of these domains on a real server. Its constructor and methods may have parameters of the types
 * {@link SpanwireServer} and {@link ReadModelFixture}.
 *
 * <pre>{@code
 * @SpanwireTest(AuctionDomain.class)
 * class AuctionServerTest {
 *     @Test
 *     void aBidIsSeen(SpanwireServer server) {
 *         String auction = server.stream("auction");
 *         server.as("ann").send(auction, new Open("Vase")).thenAccepted();
 *         server.as("bob").send(auction, new PlaceBid(5)).thenAccepted();
 *         assertThat(server.events(auction)).containsExactly(new Opened("Vase"), new BidPlaced(5));
 *     }
 * }
 * }</pre>
 *
 * What a parameter asks for starts once for all test classes with the same domains, and stops when all tests have run. Tests
 * may run in parallel: each uses streams of its own. Data are in temporary folders; PostgreSQL's programs are unpacked once,
 * into {@code ~/.cache/spanwire}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SpanwireExtension.class)
public @interface SpanwireTest {
    /** The domains, each with a public no-argument constructor. */
    Class<? extends Domain>[] value();
}
