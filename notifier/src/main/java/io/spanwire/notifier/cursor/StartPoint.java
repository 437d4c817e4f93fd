package io.spanwire.notifier.cursor;

/** Where a subscription begins: behind a version already seen, or with what happens from now on. */
public sealed interface StartPoint {
    /** The whole stream. */
    StartPoint START = new Version(0);

    /** The version after which it begins, given the head as of subscribing. */
    long version(long head);

    /** Behind a version the client has seen; 0 for everything. */
    record Version(long version) implements StartPoint {
        public Version {
            if (version < 0) {
                throw new IllegalArgumentException("after is a version, 0 or more, or now");
            }
        }

        @Override
        public long version(long head) {
            return version;
        }
    }

    /** Only what is new. */
    record Now() implements StartPoint {
        @Override
        public long version(long head) {
            return head;
        }
    }

    /** Reads {@code 41} or {@code now}; anything else is an {@link IllegalArgumentException} that says so. */
    static StartPoint parse(String text) {
        if (text.equals("now")) {
            return new Now();
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("after is a version, 0 or more, or now");
        }
        return new Version(Long.parseLong(text));
    }
}
