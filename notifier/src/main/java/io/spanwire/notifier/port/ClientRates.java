package io.spanwire.notifier.port;

/** What the address of a socket's client may still take: all its sockets and requests share it. Never blocks. */
public interface ClientRates {
    /** No limit. */
    ClientRates UNLIMITED = new ClientRates() {
        @Override
        public boolean takeRead() {
            return true;
        }

        @Override
        public boolean takeCommand() {
            return true;
        }
    };

    /** Whether one more read is allowed, which it then counts. */
    boolean takeRead();

    /** Whether one more command is allowed, which it then counts. */
    boolean takeCommand();
}
