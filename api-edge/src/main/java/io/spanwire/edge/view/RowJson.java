package io.spanwire.edge.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SegmentedStringWriter;
import com.fasterxml.jackson.core.util.BufferRecycler;
import io.spanwire.bus.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.data.Numeric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conversion of rows to JSON objects by column name. Times with a zone become ISO-8601 in UTC; numbers, json,
 * arrays and null become their JSON counterparts.
 */
public final class RowJson {
    private RowJson() {}

    /** The page of rows up to the limit; a row beyond the limit only shows that there is a next page. */
    static ViewPage page(RowSet<Row> rows, BoundView query, ViewSnapshot snapshot) {
        int count = Math.min(rows.size(), query.limit());
        String next = "null";
        try (SegmentedStringWriter text = new SegmentedStringWriter(new BufferRecycler());
                JsonGenerator json = Json.mapper().getFactory().createGenerator(text)) {
            json.writeStartArray();
            int written = 0;
            for (Row row : rows) {
                if (written < count) {
                    writeRow(json, row);
                    written++;
                    next = written == count && rows.size() > count ? key(row, query) : next;
                }
            }
            json.writeEndArray();
            json.flush();
            return new ViewPage(snapshot, Optional.of(text.getAndClear()), next, count);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
    }

    /** All rows, as a JSON array. */
    public static String rows(RowSet<Row> rows) {
        try (SegmentedStringWriter text = new SegmentedStringWriter(new BufferRecycler());
                JsonGenerator json = Json.mapper().getFactory().createGenerator(text)) {
            json.writeStartArray();
            for (Row row : rows) {
                writeRow(json, row);
            }
            json.writeEndArray();
            json.flush();
            return text.getAndClear();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
    }

    private static String key(Row row, BoundView query) throws IOException {
        try (SegmentedStringWriter text = new SegmentedStringWriter(new BufferRecycler());
                JsonGenerator json = Json.mapper().getFactory().createGenerator(text)) {
            writeValue(json, row.getValue(query.view().pageKey().name()));
            json.flush();
            return text.getAndClear();
        }
    }

    private static void writeRow(JsonGenerator json, Row row) throws IOException {
        json.writeStartObject();
        for (int column = 0; column < row.size(); column++) {
            json.writeFieldName(row.getColumnName(column));
            writeValue(json, row.getValue(column));
        }
        json.writeEndObject();
    }

    static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null || value.equals(Tuple.JSON_NULL)) {
            json.writeNull();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Number number) {
            writeNumber(json, number);
        } else if (value instanceof OffsetDateTime time) {
            json.writeString(time.toInstant().toString());
        } else if (value instanceof JsonObject object) {
            json.writeRawValue(object.encode());
        } else if (value instanceof JsonArray array) {
            json.writeRawValue(array.encode());
        } else if (value instanceof Object[] array) {
            writeArray(json, array);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Long || number instanceof Integer || number instanceof Short) {
            json.writeNumber(number.longValue());
            return;
        }
        BigDecimal exact = number instanceof Numeric numeric ? numeric.bigDecimalValue() : decimal(number);
        if (exact == null) {
            json.writeNull();
        } else {
            json.writeNumber(exact.toPlainString());
        }
    }

    /** NaN and the infinities are not JSON numbers. */
    private static @Nullable BigDecimal decimal(Number number) {
        return Double.isFinite(number.doubleValue()) ? new BigDecimal(number.toString()) : null;
    }

    private static void writeArray(JsonGenerator json, Object[] array) throws IOException {
        json.writeStartArray();
        for (Object element : array) {
            writeValue(json, element);
        }
        json.writeEndArray();
    }
}
