package io.spanwire.edge.view;

import java.util.Optional;

/**
 * A page of rows.
 *
 * @param snapshot that the rows are of
 * @param rows a JSON array; empty when the client has those of this snapshot already
 * @param next the key of the next page, as JSON; {@code null} on the last page
 * @param count the number of rows
 */
public record ViewPage(ViewSnapshot snapshot, Optional<String> rows, String next, int count) {}
