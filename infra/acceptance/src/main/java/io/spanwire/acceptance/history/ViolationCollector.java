package io.spanwire.acceptance.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The violations found so far. */
final class ViolationCollector {
    private final List<Violation> all = new ArrayList<>();

    void add(Rule rule, String format, Object... arguments) {
        all.add(new Violation(rule, String.format(Locale.ROOT, format, arguments)));
    }

    List<Violation> all() {
        return List.copyOf(all);
    }
}
