package io.spanwire.notifier.personal;

import io.spanwire.bus.message.EventText;
import io.spanwire.bus.personal.EventSeal;
import io.spanwire.bus.personal.SubjectKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
        Set<Long> ids = new HashSet<>();
        boolean sealed = false;
        for (StoredText each : stored) {
            if (EventSeal.isSealed(each.text())) {
                sealed = true;
                if (each.secret() != null) {
                    ids.add(EventSeal.keyId(each.text()));
                }
            }
        }
        if (!sealed) {
            return Future.succeededFuture(stored.stream().map(StoredText::text).toList());
        }
        Future<Map<Long, SubjectKey>> found = ids.isEmpty() ? Future.succeededFuture(Map.of()) : keys.keys(ids);
        return found.compose(known -> openOffEventLoop(stored, known));
    }

    private static Future<List<EventText>> openOffEventLoop(List<StoredText> stored, Map<Long, SubjectKey> known) {
        Context context = Vertx.currentContext();
        return context == null
                ? Future.succeededFuture(open(stored, known))
                : context.executeBlocking(() -> open(stored, known), false);
    }

    private static List<EventText> open(List<StoredText> stored, Map<Long, SubjectKey> known) {
        return stored.stream()
                .map(each -> EventSeal.open(each.text(), known.get(EventSeal.keyId(each.text())), each.secret()))
                .toList();
    }
}
