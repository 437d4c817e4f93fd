package io.spanwire.acceptance.fault.soak;

import io.spanwire.acceptance.history.AttemptResult;
import io.spanwire.acceptance.history.HistoryEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What became of commands, counted.
 *
 * @param resolved those of unknown fate for a while, known in the end
 * @param unknown those whose fate nobody ever learned
 */
record CommandTally(int sent, int accepted, int rejected, int refused, int resolved, int unknown) {
    static final CommandTally NONE = new CommandTally(0, 0, 0, 0, 0, 0);

    static CommandTally of(List<HistoryEntry> entries) {
        Map<UUID, AttemptResult> last = new HashMap<>();
        Set<UUID> doubted = new HashSet<>();
        int sent = 0;
        for (HistoryEntry entry : entries) {
            if (entry instanceof HistoryEntry.Invoked) {
                sent++;
            } else if (entry instanceof HistoryEntry.Answered answered) {
                last.put(answered.command(), answered.answer());
                if (answered.answer() instanceof AttemptResult.Unknown) {
                    doubted.add(answered.command());
                }
            }
        }
        int unknown = count(last, AttemptResult.Unknown.class);
        return new CommandTally(
                sent,
                count(last, AttemptResult.Accepted.class),
                count(last, AttemptResult.Rejected.class),
                count(last, AttemptResult.Refused.class),
                doubted.size() - unknown,
                unknown);
    }

    private static int count(Map<UUID, AttemptResult> last, Class<? extends AttemptResult> kind) {
        return (int) last.values().stream().filter(kind::isInstance).count();
    }

    CommandTally plus(CommandTally more) {
        return new CommandTally(
                sent + more.sent,
                accepted + more.accepted,
                rejected + more.rejected,
                refused + more.refused,
                resolved + more.resolved,
                unknown + more.unknown);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "commands=%d accepted=%d rejected=%d refused=%d unknown-then-resolved=%d never-known=%d",
                sent,
                accepted,
                rejected,
                refused,
                resolved,
                unknown);
    }
}
