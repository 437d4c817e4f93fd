package io.spanwire.projections.follower;

import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.message.StoredEvent;
import java.util.Optional;

/**
 * An event that was committed just now.
 *
 * @param stored sealed as it is stored
 * @param recorded with its data, if there are reactions, which take it
 */
public record RecentEvent(StoredEvent stored, Optional<RecordedEvent<?>> recorded) {
    public long position() {
        return stored.position();
    }
}
