package io.spanwire.launcher.settings;

import io.spanwire.launcher.start.CannotStart;

/** Makes the refusal of a setting, which always names the key. */
final class InvalidSetting {

    private InvalidSetting() {}

    static CannotStart of(Key key, String problem) {
        return of(key.key(), problem, key.meaning());
    }

    static CannotStart of(String key, String problem, String advice) {
        return new CannotStart("The setting " + key + " " + problem + ".", advice);
    }
}
