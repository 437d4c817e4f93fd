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
 * The number of commands by outcome.
 *
 * @param resolved commands whose outcome was unknown at first and known in the end
 * @param unknown commands whose outcome stayed unknown
 */
record CommandTally(int sent, int accepted, int rejected, int refused, int resolved, int unknown) {
    static final CommandTally NONE = new CommandTally(0, 0, 0, 0, 0, 0);

    static CommandTally of(List<HistoryEntry> entries) {
        Map<UUID, AttemptResult> last = new HashMap<>();
        Set<UUID> wereUnknown = new HashSet<>();
        int sent = 0;
        for (HistoryEntry entry : entries) {
            if (entry instanceof HistoryEntry.Invoked) {
                sent++;
            } else if (entry instanceof HistoryEntry.AttemptEnded attempt) {
                last.put(attempt.command(), attempt.result());
                if (attempt.result() instanceof AttemptResult.Unknown) {
                    wereUnknown.add(attempt.command());
                }
            }
        }
        int unknown = count(last, AttemptResult.Unknown.class);
        return new CommandTally(
                sent,
                count(last, AttemptResult.Accepted.class),
                count(last, AttemptResult.Rejected.class),
                count(last, AttemptResult.Refused.class),
                wereUnknown.size() - unknown,
                unknown);
    }

    private static int count(Map<UUID, AttemptResult> last, Class<? extends AttemptResult> kind) {
        return (int) last.values().stream().filter(kind::isInstance).count();
    }

    CommandTally plus(CommandTally other) {
        return new CommandTally(
                sent + other.sent,
                accepted + other.accepted,
                rejected + other.rejected,
                refused + other.refused,
                resolved + other.resolved,
                unknown + other.unknown);
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
