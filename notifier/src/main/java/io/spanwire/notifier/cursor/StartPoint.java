package io.spanwire.notifier.cursor;

/** The version after which a subscription starts. */
public sealed interface StartPoint {
    /** The whole stream. */
    StartPoint START = new Version(0);

    /** The version after which it starts, given the current head. */
    long version(long head);

    /** After a version the client has seen; 0 for the whole stream. */
    record Version(long version) implements StartPoint {
        public Version {
            if (version < 0) {
                throw new IllegalArgumentException("after must be a version, 0 or more, or now");
            }
        }

        @Override
        public long version(long head) {
            return version;
        }
    }

    /** Only new events. */
    record Now() implements StartPoint {
        @Override
        public long version(long head) {
            return head;
        }
    }

    /** Parses {@code 41} or {@code now}; anything else is an {@link IllegalArgumentException} for the client. */
    static StartPoint parse(String text) {
        if (text.equals("now")) {
            return new Now();
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("after must be a version, 0 or more, or now");
        }
        return new Version(Long.parseLong(text));
    }
}
