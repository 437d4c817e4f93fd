package io.spanwire.bench.process;

import java.util.Map;

/** What each part of a server has used in some time, or for one operation. */
public record UsageByPart(Map<ServerPart, PartUsage> parts) {

    public PartUsage of(ServerPart part) {
        return parts.getOrDefault(part, PartUsage.NONE);
    }

    public PartUsage total() {
        return parts.values().stream().reduce(PartUsage.NONE, PartUsage::plus);
    }
}
