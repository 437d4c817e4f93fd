package io.spanwire.acceptance.fault.soak;

import io.spanwire.acceptance.history.Answer;
import io.spanwire.acceptance.history.Entry;
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
record Tally(int sent, int accepted, int rejected, int refused, int resolved, int unknown) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    static Tally of(List<Entry> entries) {
        Map<UUID, Answer> last = new HashMap<>();
        Set<UUID> doubted = new HashSet<>();
        int sent = 0;
        for (Entry entry : entries) {
            if (entry instanceof Entry.Invoked) {
                sent++;
            } else if (entry instanceof Entry.Answered answered) {
                last.put(answered.command(), answered.answer());
                if (answered.answer() instanceof Answer.Unknown) {
                    doubted.add(answered.command());
                }
            }
        }
        int unknown = count(last, Answer.Unknown.class);
        return new Tally(
                sent,
                count(last, Answer.Accepted.class),
                count(last, Answer.Rejected.class),
                count(last, Answer.Refused.class),
                doubted.size() - unknown,
                unknown);
    }

    private static int count(Map<UUID, Answer> last, Class<? extends Answer> kind) {
        return (int) last.values().stream().filter(kind::isInstance).count();
    }

    Tally plus(Tally more) {
        return new Tally(
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
