package io.spanwire.projections.archive;

import io.spanwire.bus.archive.ArchivedEvent;
import io.spanwire.bus.json.DataSchemaUri;

/** The type of an event, and the version of its data. */
record DataType(String type, int version) {
    private static final String SCHEMA = "\",\"dataschema\":\"";
    private static final String NEXT = "\",\"time\":\"";

    /** Reads the version from the text, in which it stands between the type and the time or not at all. */
    static DataType of(ArchivedEvent event) {
        String text = event.text().toString();
        int end = text.indexOf(NEXT);
        int schema = text.indexOf(SCHEMA);
        int version =
                schema < 0 || schema > end ? 1 : DataSchemaUri.version(text.substring(schema + SCHEMA.length(), end));
        return new DataType(event.type(), version);
    }
}
