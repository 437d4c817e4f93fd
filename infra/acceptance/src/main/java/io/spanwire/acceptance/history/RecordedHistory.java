package io.spanwire.acceptance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The entries, sorted by what they are about. */
final class RecordedHistory {
    private final Map<UUID, HistoryEntry.Invoked> invoked = new LinkedHashMap<>();
    private final Map<UUID, List<HistoryEntry.Answered>> answered = new HashMap<>();
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    private final List<HistoryEntry.Read> reads = new ArrayList<>();
    private final List<String> strays = new ArrayList<>();

    /** One subscription, from its first to its last frame. */
    static final class Watch {
        final HistoryEntry.Watching start;
        final List<HistoryEntry.Seen> seen = new ArrayList<>();
        final List<HistoryEntry.CaughtUp> caughtUp = new ArrayList<>();
        boolean left;

        Watch(HistoryEntry.Watching start) {
            this.start = start;
        }

        long reached() {
            return seen.isEmpty() ? start.after() : seen.get(seen.size() - 1).version();
        }
    }

    static RecordedHistory of(List<HistoryEntry> entries) {
        RecordedHistory told = new RecordedHistory();
        entries.forEach(told::add);
        return told;
    }

    private void add(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.Invoked command) {
            invoked.putIfAbsent(command.command(), command);
        } else if (entry instanceof HistoryEntry.Answered answer) {
            answered.computeIfAbsent(answer.command(), id -> new ArrayList<>()).add(answer);
        } else if (entry instanceof HistoryEntry.Watching watching) {
            watches.put(watching.watch(), new Watch(watching));
        } else if (entry instanceof HistoryEntry.Read read) {
            reads.add(read);
        } else {
            addToWatch(entry);
        }
    }

    private void addToWatch(HistoryEntry entry) {
        if (entry instanceof HistoryEntry.Seen seen) {
            watch(seen.watch()).ifPresent(watch -> watch.seen.add(seen));
        } else if (entry instanceof HistoryEntry.CaughtUp caughtUp) {
            watch(caughtUp.watch()).ifPresent(watch -> watch.caughtUp.add(caughtUp));
        } else if (entry instanceof HistoryEntry.Left left) {
            watch(left.watch()).ifPresent(watch -> watch.left = true);
        }
    }

    private Optional<Watch> watch(String name) {
        Optional<Watch> watch = Optional.ofNullable(watches.get(name));
        if (watch.isEmpty()) {
            strays.add(name);
        }
        return watch;
    }

    Map<UUID, HistoryEntry.Invoked> invoked() {
        return invoked;
    }

    List<HistoryEntry.Answered> answers(UUID command) {
        return answered.getOrDefault(command, List.of());
    }

    Set<UUID> answeredCommands() {
        return new TreeSet<>(answered.keySet());
    }

    Iterable<Watch> watches() {
        return watches.values();
    }

    /** Names of watches that received something and never began. */
    List<String> strays() {
        return strays;
    }

    List<HistoryEntry.Read> reads() {
        return reads;
    }
}
