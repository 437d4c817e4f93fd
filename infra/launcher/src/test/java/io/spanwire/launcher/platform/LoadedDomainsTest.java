package io.spanwire.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedDomainsTest {
    private final Path folder;

    LoadedDomainsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void saysWhatItLoadedAndFromWhichJar() throws Exception {
        TestJar.domain(folder.resolve("auction-1.1.jar"), "AuctionDomain", "auction", "auction");
        TestJar.library(folder.resolve("library.jar"));

        try (LoadedDomains loaded = LoadedDomains.from(List.of(folder))) {
            assertThat(loaded.descriptions())
                    .containsExactly("domain auction (auction-1.1.jar): 1 command, 0 projections, 0 views");
        }
    }

    @Test
    void refusesAFileThatIsNoJar() throws Exception {
        TestJar.domain(folder.resolve("auction.jar"), "AuctionDomain", "auction", "auction");
        Files.writeString(folder.resolve("notes.jar"), "not a jar");

        refused(folder, "notes.jar is not a jar file");
        refused(folder.resolve("notes.jar"), "notes.jar is not a jar file");
    }

    @Test
    void refusesAJarWithoutADomain() throws Exception {
        Path library = TestJar.library(folder.resolve("library.jar"));

        refused(library, "library.jar has no domain");
        refused(folder, folder + " has no domain");
    }

    @Test
    void refusesAnEmptyFolder() {
        refused(folder, folder + " has no domain");
    }

    @Test
    void refusesTwoVersionsOfOneJar() throws Exception {
        TestJar.domain(folder.resolve("auction-1.0.jar"), "AuctionDomain", "auction", "auction");
        TestJar.domain(folder.resolve("auction-1.1.jar"), "AuctionDomain", "auction", "auction");

        refused(folder, "AuctionDomain", "auction-1.0.jar", "auction-1.1.jar");
    }

    @Test
    void refusesTwoDomainsOfOneName() throws Exception {
        TestJar.domain(folder.resolve("one.jar"), "OneDomain", "auction", "auction");
        TestJar.domain(folder.resolve("two.jar"), "TwoDomain", "auction", "sale");

        refused(folder, "domain auction", "one.jar", "two.jar");
    }

    @Test
    void refusesTwoDomainsWithOneStreamType() throws Exception {
        TestJar.domain(folder.resolve("one.jar"), "OneDomain", "one", "auction");
        TestJar.domain(folder.resolve("two.jar"), "TwoDomain", "two", "auction");

        refused(folder, "stream type auction", "one.jar", "two.jar");
    }

    @Test
    void aJarNamedTwiceIsLoadedOnce() throws Exception {
        Path jar = TestJar.domain(folder.resolve("auction.jar"), "AuctionDomain", "auction", "auction");

        try (LoadedDomains loaded = LoadedDomains.from(List.of(jar, folder, jar))) {
            assertThat(loaded.domains().all()).hasSize(1);
        }
    }

    private static void refused(Path path, String... named) {
        assertThatThrownBy(() -> LoadedDomains.from(List.of(path)).close())
                .isInstanceOf(UserFacingException.class)
                .hasMessageContainingAll(named);
    }
}
