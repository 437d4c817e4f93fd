package io.spanwire.edge.view;

import io.spanwire.bus.message.FeedToken;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a view shows: the state of one stream, or of all.
 *
 * @param version of the stream that the view is bound to; 0 without events
 * @param place in the events of all streams, if the view is bound to none
 * @param switches how often read models were exchanged for rebuilt ones, which can have other rows for the same version
 */
public record ViewSnapshot(OptionalLong version, Optional<FeedToken> place, String epoch, long switches) {
    /** Of one stream. */
    public static ViewSnapshot of(long version, String epoch, long switches) {
        return new ViewSnapshot(OptionalLong.of(version), Optional.empty(), epoch, switches);
    }

    static ViewSnapshot of(FeedToken place, long switches) {
        return new ViewSnapshot(
                OptionalLong.empty(), Optional.of(place), place.epoch().toString(), switches);
    }
}
