package io.spanwire.bench.process;

/**
 * What a part of a server has used since its start.
 *
 * @param cpuSeconds user and system time
 * @param switches voluntary context switches: how often a thread waited
 */
public record PartUsage(double cpuSeconds, double switches) {
    static final PartUsage NONE = new PartUsage(0, 0);

    PartUsage plus(PartUsage other) {
        return new PartUsage(cpuSeconds + other.cpuSeconds, switches + other.switches);
    }

    public PartUsage minus(PartUsage earlier) {
        return new PartUsage(cpuSeconds - earlier.cpuSeconds, switches - earlier.switches);
    }

    public PartUsage dividedBy(double count) {
        return new PartUsage(cpuSeconds / count, switches / count);
    }
}
