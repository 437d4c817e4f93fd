/**
 * Every setting of Spanwire: read once from file, environment and flags, validated, and handed down as records. Nothing
 * else reads the environment. Read {@link io.spanwire.launcher.settings.Settings} first, then
 * {@link io.spanwire.launcher.settings.SettingKey} for what each key means.
 */
@NullMarked
package io.spanwire.launcher.settings;

import org.jspecify.annotations.NullMarked;
