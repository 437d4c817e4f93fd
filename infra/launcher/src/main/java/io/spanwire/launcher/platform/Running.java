package io.spanwire.launcher.platform;

import java.net.URI;

/** The started roles. */
public interface Running extends AutoCloseable {

    /** Where clients reach it, with the port really taken, like {@code https://localhost:8443}. */
    URI address();

    /** Drains: unready, no new work, work in flight finished, sockets closed, lanes stopped after commit and relay. */
    @Override
    void close();
}
