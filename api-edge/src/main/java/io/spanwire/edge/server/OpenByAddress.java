package io.spanwire.edge.server;

import java.util.HashMap;
import java.util.Map;

/** The number of open connections, limited in all and for each address. Thread-safe. */
final class OpenByAddress {
    private final int max;
    private final int maxPerAddress;
    private final Map<String, Integer> open = new HashMap<>();
    private int total;

    OpenByAddress(int max, int maxPerAddress) {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
    }

    /** Counts a connection; false if there are too many, which counts nothing. */
    synchronized boolean add(String address) {
        if (total >= max || open.getOrDefault(address, 0) >= maxPerAddress) {
            return false;
        }
        total++;
        open.merge(address, 1, Integer::sum);
        return true;
    }

    synchronized void remove(String address) {
        total--;
        open.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
