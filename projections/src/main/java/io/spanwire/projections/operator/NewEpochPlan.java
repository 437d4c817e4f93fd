package io.spanwire.projections.operator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The state of Kafka and PostgreSQL, and the consequences of a new epoch.
 *
 * @param sameLog whether the command log is the one that PostgreSQL's offsets refer to
 * @param skip whether commands that the log has and PostgreSQL does not know are skipped
 */
public record NewEpochPlan(Collection<Partition> partitions, boolean sameLog, boolean skip) {
    /**
     * The state of one partition.
     *
     * @param next offset of the first command not decided, in PostgreSQL
     * @param head position of the last event in PostgreSQL
     * @param begin first offset of the command log
     * @param end offset behind the last command of the log
     * @param tail position of the last published event
     */
    public record Partition(int number, long next, long head, long begin, long end, long tail) {
        /** Number of published events that PostgreSQL lacks. */
        long lostEvents() {
            return Math.max(0, tail - head);
        }

        /** Number of undecided commands that the log no longer has. */
        long lostCommands() {
            return Math.max(0, begin - next);
        }
    }

    public NewEpochPlan {
        partitions = List.copyOf(partitions);
    }

    /** The next offset of each partition: the stored one, if the log is the same and still has that offset. */
    public Map<Integer, Long> offsets() {
        Map<Integer, Long> offsets = new HashMap<>();
        partitions.forEach(each -> offsets.put(each.number(), skip ? each.end() : nextOffset(each)));
        return offsets;
    }

    /** What changes and what is lost, one sentence each. */
    public List<String> consequences() {
        List<String> sentences = new ArrayList<>();
        long lostEvents = sum(Partition::lostEvents);
        if (lostEvents > 0) {
            sentences.add(lostEvents + " events that were published are not in this database. They are lost.");
        }
        if (!sameLog) {
            sentences.add("The command log is another one than before. Commands accepted and not decided are lost.");
        } else if (sum(Partition::lostCommands) > 0) {
            sentences.add(sum(Partition::lostCommands)
                    + " commands were removed from the command log before they were decided. They are lost.");
        }
        long undecided = sum(each -> each.end() - nextOffset(each));
        if (undecided > 0) {
            sentences.add(undecided + " commands that the log has and this database does not know "
                    + (skip ? "are skipped. They are lost." : "will be decided now."));
        }
        sentences.add("The events topic is recreated: your own consumers start again from its beginning.");
        sentences.add("Every client learns that this is another history and reads it from the beginning.");
        return sentences;
    }

    private long nextOffset(Partition partition) {
        return sameLog ? Math.min(partition.end(), Math.max(partition.begin(), partition.next())) : partition.begin();
    }

    private long sum(ToLongFunction<Partition> count) {
        return partitions.stream().mapToLong(count).sum();
    }
}
