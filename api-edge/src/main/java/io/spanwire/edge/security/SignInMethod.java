package io.spanwire.edge.security;

import java.util.Locale;

/** How a caller proved who it is. */
public enum SignInMethod {
    /** By giving a name; a cookie session. */
    GUEST,
    /** At the identity provider; a cookie session. */
    PROVIDER,
    /** By an access token of the identity provider in each request. */
    BEARER,
    /** By a token that {@code spanwire token} created, in each request. */
    SERVICE;

    /** The name in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isCookie() {
        return this == GUEST || this == PROVIDER;
    }
}
