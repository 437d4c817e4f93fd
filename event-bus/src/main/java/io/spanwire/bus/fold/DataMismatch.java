package io.spanwire.bus.fold;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Map;

/** The description of JSON data that does not fit a record: names the field, never a value, since data is private. */
public final class DataMismatch {
    private DataMismatch() {}

    /** Reads, for example, {@code does not fit app.Placed, field lines[2].text, com.fasterxml…Exception}. */
    public static String describe(Class<?> type, Throwable mismatch) {
        return "does not fit " + type.getName() + field(mismatch) + ", "
                + mismatch.getClass().getName();
    }

    /** What the record's constructor said; the sender sees it. */
    public static String refusal(ValueInstantiationException refused) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        return cause.getMessage() == null ? "The data is not valid." : cause.getMessage();
    }

    private static String field(Throwable mismatch) {
        StringBuilder path = new StringBuilder();
        if (mismatch instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                if (step.getFieldName() == null) {
                    path.append('[').append(step.getIndex()).append(']');
                } else if (isMap(step.getFrom())) {
                    path.append("[*]"); // a map's keys are data
                } else {
                    path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
                }
            }
        }
        return path.isEmpty() ? "" : ", field " + path;
    }

    private static boolean isMap(Object from) {
        return from instanceof Map || (from instanceof Class<?> type && Map.class.isAssignableFrom(type));
    }
}
