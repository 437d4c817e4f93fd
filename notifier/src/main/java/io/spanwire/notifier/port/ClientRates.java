package io.spanwire.notifier.port;

/** What the address of a socket's client may still take: all its sockets and requests share it. Never blocks. */
public interface ClientRates {
    /** No limit. */
    ClientRates UNLIMITED = new ClientRates() {
        @Override
        public long takeRead() {
            return 0;
        }

        @Override
        public long takeCommand() {
            return 0;
        }
    };

    /** Counts one more read and returns 0, or returns the seconds until one is allowed. */
    long takeRead();

    /** Counts one more command and returns 0, or returns the seconds until one is allowed. */
    long takeCommand();
}
