package io.spanwire.notifier.personal;

import io.spanwire.bus.message.EventText;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.bus.personal.SubjectKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The opening of events that were read from history. The keys are read each time, so a destroyed one is not used any more.
 * Texts that are not sealed cost a look at their last two bytes.
 */
public final class EventOpener {
    private final KeySource keys;

    public EventOpener(KeySource keys) {
        this.keys = keys;
    }

    /** The opened texts, in the same order; decrypted on a worker thread. */
    public Future<List<EventText>> open(List<StoredText> stored) {
        long[] keyIds =
                stored.stream().mapToLong(each -> EventSeal.keyId(each.text())).toArray();
        Set<Long> needed = new HashSet<>();
        boolean sealed = false;
        for (int i = 0; i < keyIds.length; i++) {
            if (keyIds[i] != 0) {
                sealed = true;
                if (stored.get(i).secret() != null) {
                    needed.add(keyIds[i]);
                }
            }
        }
        if (!sealed) {
            return Future.succeededFuture(stored.stream().map(StoredText::text).toList());
        }
        Future<Map<Long, SubjectKey>> found = needed.isEmpty() ? Future.succeededFuture(Map.of()) : keys.keys(needed);
        return found.compose(known -> openOffEventLoop(stored, keyIds, known));
    }

    private static Future<List<EventText>> openOffEventLoop(
            List<StoredText> stored, long[] keyIds, Map<Long, SubjectKey> known) {
        Context context = Vertx.currentContext();
        return context == null
                ? Future.succeededFuture(open(stored, keyIds, known))
                : context.executeBlocking(() -> open(stored, keyIds, known), false);
    }

    private static List<EventText> open(List<StoredText> stored, long[] keyIds, Map<Long, SubjectKey> known) {
        List<EventText> opened = new ArrayList<>(keyIds.length);
        for (int i = 0; i < keyIds.length; i++) {
            StoredText each = stored.get(i);
            opened.add(keyIds[i] == 0 ? each.text() : EventSeal.open(each.text(), known.get(keyIds[i]), each.secret()));
        }
        return opened;
    }
}
