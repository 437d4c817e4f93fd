package io.spanwire.acceptance.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.launcher.Spanwire;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartInCodeIT {
    @Test
    void aProgramStartsASpanwireWithItsDomain(@TempDir Path folder) {
        assertThat(GuideExamples.start(folder).getPort()).isPositive();
    }

    @Test
    void domainsInCodeAndInJarsAreRefused(@TempDir Path folder) {
        // given
        Map<String, String> settings = Map.of("data", folder.resolve("data").toString(), "domains", folder.toString());

        // when, then
        assertThatThrownBy(() -> Spanwire.start(SettingsReader.embedded(settings), new GuideExamples.AuctionDomain()))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("given in code");
        assertThatThrownBy(() -> SettingsReader.embedded(Map.of("prot", "1")))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("prot");
    }
}
