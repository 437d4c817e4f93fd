/**
 * The format of exported histories: lines of JSON between a header and a trailer, written and checked. Pure: streams of
 * bytes in, values out. Depends on the module event-bus and on {@code decide}, which reads events for the domains. Read
 * {@link io.spanwire.projections.exportfile.ExportReader} first; {@code infra/docs/export-format.md} describes the format.
 */
@NullMarked
package io.spanwire.projections.exportfile;

import org.jspecify.annotations.NullMarked;
