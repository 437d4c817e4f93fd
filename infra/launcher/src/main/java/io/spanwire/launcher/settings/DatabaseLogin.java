package io.spanwire.launcher.settings;

/** A database role that logs in. The password never shows in {@link #toString()}. */
public record DatabaseLogin(String user, String password) {

    @Override
    public String toString() {
        return user + ":***";
    }
}
