package io.spanwire.bus.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of one row: String, Boolean, Integer, Long, Double, BigDecimal, UUID, Instant, LocalDate or null. */
public record Row(List<@Nullable Object> values) {
    public Row {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public static Row of(@Nullable Object... values) {
        return new Row(Arrays.asList(values));
    }
}
