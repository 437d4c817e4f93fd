package io.spanwire.bench.report;

import java.util.Locale;

/** A measured quantity, with its unit and its number of significant decimals. */
public enum Metric {
    COMMANDS_PER_SECOND("per second", 0),
    CPU_PER_COMMAND("server CPU milliseconds each", 3),
    FAILED("failed (busy server)", 0),
    RESPONSE_P50("to the response, p50 ms", 2),
    RESPONSE_P99("to the response, p99 ms", 2),
    BROWSER_P50("to the browser, p50 ms", 2),
    BROWSER_P99("to the browser, p99 ms", 2),
    CPU_PERCENT("server CPU, % of one", 0),
    DELIVERIES_PER_SECOND("deliveries per second", 0),
    DELIVERIES_PER_CPU_SECOND("deliveries per server CPU second", 0),
    EVENTS_PER_SECOND("events per second", 0),
    EVENTS_PER_CPU_SECOND("events per server CPU second", 0),
    FIRST_EVENT_MILLIS("first event, ms after the request", 1),
    ANSWER_MILLIS("to the answer, ms", 1),
    TIMERS_PER_SECOND("timers per second", 0),
    FIRST_SECOND_RATE("per second, in the first second", 0),
    FINAL_RATE("per second, in the last sixth", 0),
    SECONDS_TO_FULL_SPEED("seconds to 90 % of that", 0),
    SOCKET_HEAP("heap per socket, bytes", 0),
    SOCKET_NATIVE("outside the heap per socket, bytes", 0),
    SOCKET_TOTAL("together, bytes", 0),
    START_SECONDS("second start, seconds", 2),
    MEMORY_MIB("idle memory of all processes (PSS), MiB", 0),
    JVM_MIB("idle memory of the JVM alone (RSS), MiB", 0),
    PROCESSES("processes", 0),
    IDLE_CPU_PERCENT("idle CPU, % of one", 2),
    IDLE_WAKE_UPS("idle wake-ups per second", 0);

    private final String title;
    private final int decimals;

    Metric(String title, int decimals) {
        this.title = title;
        this.decimals = decimals;
    }

    public String title() {
        return title;
    }

    /** The value with grouped thousands and its significant decimals. */
    public String format(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
