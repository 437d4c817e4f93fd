package io.spanwire.edge.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.message.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientBudgetsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> reported = new ArrayList<>();
    private final Refusals refusals =
            new Refusals(meters, (address, limit) -> reported.add(address + ' ' + limit.text()));
    private final BudgetSettings settings = new BudgetSettings(
            2,
            new TokenRate(3, 1),
            1,
            new BudgetSettings.Feeds(3, 2, 1),
            new TokenRate(2, 1),
            new TokenRate(2, 1),
            100,
            new TokenRate(1, 1));
    private final ClientBudgets budgets = new ClientBudgets(settings, refusals, 2);
    private final ClientBudget ann = budgets.of("192.0.2.1");

    @Test
    void connectionsAreLimitedWhileTheyAreOpen() {
        long now = System.nanoTime();
        assertThat(ann.connect(now)).isTrue();
        assertThat(ann.connect(now)).isTrue();
        assertThat(ann.connect(now)).isFalse();
        ann.disconnect();

        assertThat(ann.connect(now)).isFalse(); // too fast
        assertThat(refused("connections")).isEqualTo(1);
        assertThat(refused("handshakes")).isEqualTo(1);
        assertThat(budgets.of("192.0.2.2").connect(now)).isTrue();
    }

    @Test
    void readsAndCommandsHaveTheirOwnRates() {
        ann.chargeRead();
        ann.chargeRead();

        assertThatThrownBy(ann::chargeRead).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.problem().status()).isEqualTo(429);
            assertThat(refusal.retryAfter()).isPositive();
        });
        assertThat(ann.takeCommand()).isZero();
        assertThat(ann.takeCommand()).isZero();
        assertThat(ann.takeCommand()).isPositive();
        assertThat(refused("reads")).isEqualTo(1);
        assertThat(refused("commands")).isEqualTo(1);
    }

    @Test
    void clientThatReceivesNothingReadsNoMore() {
        ann.addBuffered(101);

        assertThatThrownBy(ann::chargeRead).isInstanceOf(ProblemException.class);

        ann.addBuffered(-101);
        ann.chargeRead();
    }

    @Test
    void feedsOfCallerAddressAndNodeAreLimited() {
        OpenLimit feeds = new OpenLimit(Limit.FEEDS, 3, 1, refusals);
        ClientBudget bob = budgets.of("192.0.2.2");

        feeds.acquire(ann, "ann");
        assertThat(refusal(feeds, ann, "ann")).isEqualTo(429);
        feeds.acquire(ann, "eve");
        assertThat(refusal(feeds, ann, "mallory")).isEqualTo(429);
        feeds.acquire(bob, "bob");
        assertThat(refusal(feeds, bob, "trent")).isEqualTo(503);
        feeds.release(ann, "ann");

        feeds.acquire(bob, "trent");
        assertThat(refused("feeds")).isEqualTo(3);
    }

    @Test
    void latestOfTooManyAddressesShareABudget() {
        ClientBudget second = budgets.of("192.0.2.2");

        assertThat(budgets.of("192.0.2.3")).isSameAs(budgets.of("192.0.2.4"));
        assertThat(budgets.of("192.0.2.2")).isSameAs(second);
    }

    @Test
    void onlyUnusedBudgetsAreForgotten() {
        budgets.of("192.0.2.2");
        ann.open(Limit.SOCKETS);

        budgets.forgetUnused();

        assertThat(budgets.size()).isEqualTo(1);
        assertThat(budgets.of("192.0.2.1")).isSameAs(ann);
        ann.close(Limit.SOCKETS);
        ann.takeRead();
        budgets.forgetUnused();
        assertThat(budgets.size()).isEqualTo(1);
    }

    @Test
    void addressIsReportedOnceAMinuteForEachLimit() {
        long now = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            ann.connect(now);
        }
        ann.addBuffered(101);
        assertThatThrownBy(ann::chargeRead).isInstanceOf(ProblemException.class);
        assertThat(reported)
                .containsExactly("192.0.2.1 connections", "192.0.2.1 handshakes", "192.0.2.1 buffered-bytes");

        ann.connect(now + TimeUnit.SECONDS.toNanos(61));
        assertThat(reported).hasSize(4);
    }

    private double refused(String limit) {
        return meters.get("spanwire.edge.refused").tag("limit", limit).counters().stream()
                .mapToDouble(each -> each.count())
                .sum();
    }

    private static int refusal(OpenLimit limit, ClientBudget budget, String caller) {
        try {
            limit.acquire(budget, caller);
            return 0;
        } catch (ProblemException refusal) {
            return refusal.problem().status();
        }
    }
}
