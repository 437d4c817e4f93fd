package io.spanwire.notifier.personal;

import io.spanwire.bus.personal.SubjectKey;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;

/** A store of subjects' keys. */
@FunctionalInterface
public interface KeySource {
    /** Those of these keys that are not destroyed, by id. */
    Future<Map<Long, SubjectKey>> keys(Set<Long> ids);
}
