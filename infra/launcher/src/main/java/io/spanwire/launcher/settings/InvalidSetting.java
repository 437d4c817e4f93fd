package io.spanwire.launcher.settings;

import io.spanwire.launcher.start.UserFacingException;

/** Makes the refusal of a setting, which always names the key. */
final class InvalidSetting {

    private InvalidSetting() {}

    static UserFacingException of(SettingKey key, String problem) {
        return of(key.key(), problem, key.meaning());
    }

    static UserFacingException of(String key, String problem, String advice) {
        return new UserFacingException("The setting " + key + " " + problem + ".", advice);
    }
}
