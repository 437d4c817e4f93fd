package io.spanwire.projections.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The record of a schedule: counts of what happened, and a line by line trace on request. */
final class ScheduleLog {
    /** What must happen in some schedules; otherwise the simulation does not cover it. */
    static final Set<String> REQUIRED = Set.of(
            "a batch was decided from memory",
            "a claim was refused",
            "a waiting command was received again",
            "a command waited",
            "a reported offset was read",
            "a decider failed",
            "an outcome was handed over",
            "events were handed over",
            "a projection failed permanently",
            "a stream stayed parked",
            "a stream was unparked",
            "a projection ran too long",
            "a stream was parked",
            "a slow stream was parked",
            "a worker crashed",
            "a worker stopped",
            "an offset was not taken from a member of an older generation",
            "an order needs another page",
            "an order was carried out",
            "an unfinished order was resumed",
            "claim lost",
            "committed after the client was gone",
            "committed, but the answer was lost",
            "dropped a position read before",
            "filled a gap from the database",
            "lost the connection",
            "lost the connection before the commit's answer",
            "rejected: dropped",
            "rejected: queue-full",
            "refused by outcome_pkey",
            "rolled back after the client was gone",
            "lane failed: DatabaseUnavailable",
            "lane failed: KafkaUnavailable",
            "lane failed: HistoryMismatch",
            "rolled back to a savepoint",
            "waited for a partition",
            "waited for another insert");

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();
    private final boolean traced;

    /** @param traced whether lines are recorded */
    ScheduleLog(boolean traced) {
        this.traced = traced;
    }

    void count(String event) {
        counts.merge(event, 1, Integer::sum);
        trace(() -> event);
    }

    void trace(Supplier<String> line) {
        if (traced) {
            lines.add(line.get());
        }
    }

    Map<String, Integer> counts() {
        return counts;
    }

    List<String> lines() {
        return lines;
    }
}
