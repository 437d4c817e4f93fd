package io.spanwire.launcher.platform;

import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import java.net.URI;

/** No roles: the broker and the database alone, for those who test or measure just these. */
public final class PartsOnly implements Platform {

    @Override
    public Running start(Settings settings, Environment facts, ProgressListener progress) {
        URI address = URI.create(
                "https://" + settings.http().host() + ":" + settings.http().port());
        return new Running() {
            @Override
            public URI address() {
                return address;
            }

            @Override
            public void close() {
                // Nothing was started.
            }
        };
    }
}
