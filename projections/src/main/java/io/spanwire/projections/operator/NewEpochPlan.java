package io.spanwire.projections.operator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How Kafka and PostgreSQL stand to each other, and what a new epoch makes of it.
 *
 * @param sameLog whether the command log is the one that PostgreSQL's offsets speak of
 * @param skip whether commands that the log has and PostgreSQL does not know are passed over
 */
public record NewEpochPlan(Collection<Partition> partitions, boolean sameLog, boolean skip) {
    /**
     * One partition.
     *
     * @param next the first command not decided, as PostgreSQL has it
     * @param head the position of its last event, as PostgreSQL has it
     * @param begin the first offset that the command log has
     * @param end the offset behind its last
     * @param tail the position of the last event that was published
     */
    public record Partition(int number, long next, long head, long begin, long end, long tail) {
        long published() {
            return Math.max(0, tail - head);
        }

        long expired() {
            return Math.max(0, begin - next);
        }
    }

    public NewEpochPlan {
        partitions = List.copyOf(partitions);
    }

    /** Where each partition goes on: where it stood, if the log is the same and has that place. */
    public Map<Integer, Long> offsets() {
        Map<Integer, Long> offsets = new HashMap<>();
        partitions.forEach(each -> offsets.put(each.number(), skip ? each.end() : goesOn(each)));
        return offsets;
    }

    /** What changes, and what is lost, a sentence each. */
    public List<String> consequences() {
        List<String> sentences = new ArrayList<>();
        long published = sum(Partition::published);
        if (published > 0) {
            sentences.add(published + " events that were published are not in this database. They are lost.");
        }
        if (!sameLog) {
            sentences.add(
                    "The command log is another one than before. Commands that were accepted and not decided are lost.");
        } else if (sum(Partition::expired) > 0) {
            sentences.add(sum(Partition::expired)
                    + " commands were removed from the command log before they were decided. They are lost.");
        }
        long again = sum(each -> each.end() - goesOn(each));
        if (again > 0) {
            sentences.add(
                    skip
                            ? again
                                    + " commands that the log has and this database does not know are passed over. They are lost."
                            : again
                                    + " commands that the log has and this database does not know will be decided now.");
        }
        sentences.add("The events topic is made anew: consumers of your own begin at its start again.");
        sentences.add("Every client is told that this is another history, and reads it from the beginning.");
        return sentences;
    }

    private long goesOn(Partition partition) {
        return sameLog ? Math.min(partition.end(), Math.max(partition.begin(), partition.next())) : partition.begin();
    }

    private long sum(ToLongFunction<Partition> count) {
        return partitions.stream().mapToLong(count).sum();
    }
}
