package io.spanwire.edge.view;

import io.spanwire.bus.message.FeedToken;
import java.util.Optional;

/**
 * A page of rows.
 *
 * @param stream the version of the view's stream in the snapshot of the rows, if the view is bound to one
 * @param place the place of the snapshot in the events of all streams, if the view is bound to none
 * @param rows a JSON array; empty when the client has this version already
 * @param next the key of the next page, as JSON; {@code null} on the last page
 * @param count the number of rows
 */
public record ViewPage(
        Optional<StreamVersion> stream, Optional<FeedToken> place, Optional<String> rows, String next, int count) {}
