package io.spanwire.bus.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CloudEvents attribute {@code dataschema} of an event whose data have version 2 or higher, such as
 * {@code spanwire:/schemas/chat.message-posted/2}. CloudEvents demands an absolute URI, and a history may move to another
 * host: so it has a scheme instead of a host, and every edge serves its path.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#dataschema">CloudEvents 1.0</a>
 */
public final class DataSchemaUri {
    /** The first part of the path. */
    public static final String PATH = "/schemas/";

    private static final String SCHEME = "spanwire:";
    private static final Pattern URI = Pattern.compile(SCHEME + PATH + "[^/]+/([1-9][0-9]{0,8})");

    private DataSchemaUri() {}

    public static String of(String eventType, int version) {
        return SCHEME + PATH + eventType + '/' + version;
    }

    /** The version that a URI names. Throws {@link IllegalArgumentException} when it is not such a URI. */
    public static int version(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"dataschema\" must be like " + of("chat.message-posted", 2));
        }
        return Integer.parseInt(matcher.group(1));
    }
}
