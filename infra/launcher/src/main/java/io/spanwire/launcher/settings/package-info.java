/**
 * The settings of Spanwire, read once from file, environment and flags, validated, and passed on as records. Nothing
 * else reads the environment. Depends on the packages {@code folder}, {@code start} and {@code tls}. Read
 * {@link io.spanwire.launcher.settings.Settings} first, then {@link io.spanwire.launcher.settings.SettingKey}.
 */
@NullMarked
package io.spanwire.launcher.settings;

import org.jspecify.annotations.NullMarked;
