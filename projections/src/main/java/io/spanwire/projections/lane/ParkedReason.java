package io.spanwire.projections.lane;

/** Why a stream is parked, as text that any database takes: bounded, without NUL and halves of characters. */
final class ParkedReason {
    private static final int LONGEST = 1_000;

    private ParkedReason() {}

    static String of(String reason) {
        StringBuilder text = new StringBuilder();
        reason.codePoints()
                .limit(LONGEST)
                .map(each -> each == 0 || Character.getType(each) == Character.SURROGATE ? '?' : each)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
