package io.spanwire.acceptance.history;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Real time: a version that anybody was told of, saw or read at some time has happened by then. Whatever begins later, a
 * command or a read, must come on top of it. (Linearizability of one register per stream, whose value only grows: for that
 * a single pass over the sorted times is complete; see Herlihy and Wing, 1990.)
 */
final class RealTimeRules {
    private final RecordedHistory told;
    private final StoredHistory kept;
    private final ViolationCollector findings;
    private final Map<String, TreeMap<Long, Long>> known = new HashMap<>();

    RealTimeRules(RecordedHistory told, StoredHistory kept, ViolationCollector findings) {
        this.told = told;
        this.kept = kept;
        this.findings = findings;
    }

    void check() {
        collect();
        known.values().forEach(RealTimeRules::accumulate);
        kept.outcomes().stream().filter(StoredHistory.Outcome::isAccepted).forEach(this::afterWhatWasKnown);
        told.reads().forEach(this::fresh);
    }

    private void collect() {
        for (UUID command : told.answeredCommands()) {
            HistoryEntry.Invoked invoked = told.invoked().get(command);
            for (HistoryEntry.Answered answered : told.answers(command)) {
                if (invoked != null && answered.answer() instanceof AttemptResult.Accepted accepted) {
                    know(invoked.stream(), answered.at(), accepted.version());
                }
            }
        }
        for (RecordedHistory.Watch watch : told.watches()) {
            watch.seen.forEach(seen -> know(watch.start.stream(), seen.at(), seen.version()));
        }
        told.reads().forEach(read -> know(read.stream(), read.at(), read.version()));
    }

    private void know(String stream, long at, long version) {
        known.computeIfAbsent(stream, name -> new TreeMap<>()).merge(at, version, Math::max);
    }

    /** Each time gets the highest version known by then. */
    private static void accumulate(NavigableMap<Long, Long> versions) {
        long highest = 0;
        for (Map.Entry<Long, Long> entry : versions.entrySet()) {
            highest = Math.max(highest, entry.getValue());
            entry.setValue(highest);
        }
    }

    private long knownBefore(String stream, long at) {
        TreeMap<Long, Long> versions = known.get(stream);
        Map.Entry<Long, Long> last = versions == null ? null : versions.lowerEntry(at);
        return last == null ? 0 : last.getValue();
    }

    private void afterWhatWasKnown(StoredHistory.Outcome outcome) {
        HistoryEntry.Invoked invoked = told.invoked().get(outcome.command());
        if (invoked == null) {
            return;
        }
        long before = knownBefore(outcome.stream(), invoked.at());
        if (outcome.base() < before) {
            findings.add(
                    Rule.REAL_TIME,
                    "%s began when version %d was known, yet is %s",
                    invoked.command(),
                    before,
                    outcome);
        }
    }

    private void fresh(HistoryEntry.Read read) {
        long before = knownBefore(read.stream(), read.began());
        if (read.version() < before) {
            findings.add(Rule.FRESH_READS, "version %d was known before %s began", before, read);
        }
    }
}
