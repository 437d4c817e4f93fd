package io.spanwire.projections.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What happened in a schedule: counted always, told line by line when asked for. */
final class ScheduleLog {
    /** What must happen now and then, or the simulation does not test what it is for. */
    static final Set<String> ALL = Set.of(
            "a command that waits came again",
            "a command waited",
            "a reported offset was read",
            "a decider failed",
            "a projection failed for good",
            "a stream stayed parked",
            "a stream was freed",
            "a projection ran too long",
            "a stream was parked",
            "a stream was parked that was too slow",
            "a worker crashed",
            "a worker stopped",
            "an offset was not taken from a member of an older generation",
            "an order needs another page",
            "an order was carried out",
            "an order was taken up where it had been left",
            "claim lost",
            "committed after the client was gone",
            "committed, and the answer was lost",
            "dropped what was read before",
            "filled a gap from the database",
            "lost the connection",
            "lost the connection before the commit's answer",
            "rejected: dropped",
            "rejected: queue-full",
            "refused by outcome_pkey",
            "rolled back after the client was gone",
            "trouble: DatabaseUnavailable",
            "trouble: KafkaUnavailable",
            "trouble: WrongHistory",
            "undone to a savepoint",
            "waited for a partition",
            "waited for a rival");

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> trace = new ArrayList<>();
    private final boolean told;

    /** Counts; and keeps a trace if it is {@code told}. */
    ScheduleLog(boolean told) {
        this.told = told;
    }

    void count(String fact) {
        counts.merge(fact, 1, Integer::sum);
        tell(() -> fact);
    }

    void tell(Supplier<String> line) {
        if (told) {
            trace.add(line.get());
        }
    }

    Map<String, Integer> counts() {
        return counts;
    }

    List<String> trace() {
        return trace;
    }
}
