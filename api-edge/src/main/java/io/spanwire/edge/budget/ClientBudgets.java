package io.spanwire.edge.budget;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of all client addresses that this node hears from. Of more addresses than it can remember, the latest
 * share one budget. Thread-safe.
 */
public final class ClientBudgets {
    private static final int MAX_NETWORKS = 200_000;
    private static final String OTHERS = "others";

    private final BudgetSettings settings;
    private final Refusals refusals;
    private final int maxNetworks;
    private final ConcurrentHashMap<String, ClientBudget> byNetwork = new ConcurrentHashMap<>();
    private final ClientBudget others;

    public ClientBudgets(BudgetSettings settings, Refusals refusals) {
        this(settings, refusals, MAX_NETWORKS);
    }

    ClientBudgets(BudgetSettings settings, Refusals refusals, int maxNetworks) {
        this.settings = settings;
        this.refusals = refusals;
        this.maxNetworks = maxNetworks;
        this.others = budget(OTHERS);
    }

    /** The budget of a key of {@link ClientNetwork}. */
    ClientBudget of(String network) {
        @Nullable ClientBudget known = byNetwork.get(network);
        if (known != null) {
            return known;
        }
        return byNetwork.mappingCount() < maxNetworks ? byNetwork.computeIfAbsent(network, this::budget) : others;
    }

    /** Forgets the budgets that nobody uses. Call it every few seconds. */
    public void forgetUnused() {
        long now = System.nanoTime();
        byNetwork.values().removeIf(budget -> budget.isUnused(now));
    }

    int size() {
        return byNetwork.size();
    }

    private ClientBudget budget(String network) {
        return new ClientBudget(network, settings, refusals, System.nanoTime());
    }
}
