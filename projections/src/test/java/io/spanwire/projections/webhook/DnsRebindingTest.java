package io.spanwire.projections.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.webhook.AddressNetwork;
import io.spanwire.bus.webhook.AddressRules;
import io.spanwire.bus.webhook.WebhookRules;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A name that has an allowed address when it is checked, and one that is not allowed for everyone who looks it up again: here
 * those are 127.0.0.1 and 127.0.0.2, each with a server at the same port.
 */
@Timeout(30)
class DnsRebindingTest {
    private static final String NAME = "rebinding.test";
    private static final String CHECKED = "127.0.0.1";
    private static final String REBOUND = "127.0.0.2";

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setAddressResolverOptions(
                    new AddressResolverOptions().setHostsValue(Buffer.buffer(REBOUND + ' ' + NAME))));
    private final AtomicInteger atChecked = new AtomicInteger();
    private final AtomicInteger atRebound = new AtomicInteger();
    private final AtomicInteger lookUps = new AtomicInteger();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void requestGoesToTheAddressThatWasChecked() throws Exception {
        int port = server(CHECKED, 0, atChecked);
        server(REBOUND, port, atRebound);
        assertThat(reboundName()).as("what others find").isEqualTo(REBOUND);

        DeliveryResult first = send("http://" + NAME + ':' + port + "/", CHECKED);
        DeliveryResult second = send("http://" + NAME + ':' + port + "/", REBOUND);

        assertThat(first.isDelivered()).isTrue();
        assertThat(second.failure()).contains(REBOUND + " is not public");
        assertThat(atChecked).hasValue(1);
        assertThat(atRebound).as("requests to the address that is not allowed").hasValue(0);
        assertThat(lookUps).as("look-ups, one for each request").hasValue(2);
    }

    private DeliveryResult send(String url, String addressOfName) throws Exception {
        WebhookSettings settings = new WebhookSettings(
                new WebhookRules(100, true, new AddressRules(List.of(AddressNetwork.parse(CHECKED)))),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofDays(1),
                Optional.empty());
        TargetResolver.NameLookup names = name -> {
            lookUps.incrementAndGet();
            return InetAddress.getAllByName(addressOfName);
        };
        try (WebhookSender sender = new WebhookSender(vertx, settings, names, Clock.systemUTC())) {
            CompletableFuture<DeliveryResult> result = new CompletableFuture<>();
            sender.send(
                    sender.context(),
                    webhook(url),
                    UUID.randomUUID(),
                    "{}".getBytes(StandardCharsets.UTF_8),
                    result::complete);
            return result.get(20, TimeUnit.SECONDS);
        }
    }

    private static Webhook webhook(String url) {
        return new Webhook(
                UUID.randomUUID(),
                1,
                FeedName.parse("*"),
                Set.of(),
                url,
                List.of(TestReceiver.SECRET),
                true,
                Optional.empty());
    }

    private int server(String address, int port, AtomicInteger requests) {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            requests.incrementAndGet();
            request.response().end();
        });
        return server.listen(port, address)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private String reboundName() {
        return ((VertxInternal) vertx)
                .nameResolver()
                .resolve(NAME)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .getHostAddress();
    }
}
