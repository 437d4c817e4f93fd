package io.spanwire.projections.archive;

import io.spanwire.projections.exportfile.ExportScope;
import java.time.Instant;
import java.util.List;

/**
 * What may be archived.
 *
 * @param before the time of the events
 * @param published the last position of each partition that is in Kafka, from partition 0 on: no later event is archived
 */
public record ArchiveRequest(ExportScope scope, Instant before, List<Long> published) {
    public ArchiveRequest {
        published = List.copyOf(published);
    }
}
