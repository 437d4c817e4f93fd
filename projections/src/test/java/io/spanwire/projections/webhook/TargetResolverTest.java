package io.spanwire.projections.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.webhook.AddressNetwork;
import io.spanwire.bus.webhook.AddressRules;
import io.spanwire.bus.webhook.WebhookTarget;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TargetResolverTest {
    private static final WebhookTarget TARGET = WebhookTarget.parse("https://receiver.test/");
    private static final AddressRules ONE_ALLOWED = new AddressRules(List.of(AddressNetwork.parse("127.0.0.1")));

    private final AtomicInteger lookUps = new AtomicInteger();

    @Test
    void nameWithOneAddressThatIsNotAllowedIsRefused() throws UnknownHostException {
        InetAddress allowed = InetAddress.getAllByName("127.0.0.1")[0];
        InetAddress other = InetAddress.getAllByName("10.0.0.1")[0];

        assertThatThrownBy(() -> resolve(name -> new InetAddress[] {allowed, other}))
                .hasRootCauseInstanceOf(TargetResolver.Refused.class)
                .hasMessageContaining("10.0.0.1 is not public");
    }

    @Test
    void nameIsLookedUpOnceInSomeSeconds() throws Exception {
        InetAddress allowed = InetAddress.getAllByName("127.0.0.1")[0];
        TargetResolver.NameLookup changing = name -> {
            lookUps.incrementAndGet();
            return new InetAddress[] {lookUps.get() == 1 ? allowed : InetAddress.getAllByName("10.0.0.1")[0]};
        };

        try (TargetResolver resolver = new TargetResolver(ONE_ALLOWED, changing)) {
            for (int i = 0; i < 3; i++) {
                assertThat(resolver.resolve(TARGET).toCompletableFuture().get(10, TimeUnit.SECONDS))
                        .isEqualTo(allowed);
            }
        }
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void unknownNameIsRefused() {
        assertThatThrownBy(() -> resolve(name -> {
                    throw new UnknownHostException(name);
                }))
                .hasRootCauseInstanceOf(TargetResolver.Refused.class)
                .hasMessageContaining("cannot be resolved");
    }

    private static InetAddress resolve(TargetResolver.NameLookup names) throws Exception {
        try (TargetResolver resolver = new TargetResolver(ONE_ALLOWED, names)) {
            return resolver.resolve(TARGET).toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
