package io.spanwire.bus.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** JSON text that is assembled by hand, for messages on the way of every command. */
final class JsonText {
    private JsonText() {}

    /** Appends a string in quotes, escaped. */
    static void quote(String string, StringBuilder text) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(string, text);
        text.append('"');
    }
}
