package io.spanwire.launcher.settings;

/** A database user and its password, which {@link #toString()} omits. */
public record DatabaseLogin(String user, String password) {

    @Override
    public String toString() {
        return user + ":***";
    }
}
