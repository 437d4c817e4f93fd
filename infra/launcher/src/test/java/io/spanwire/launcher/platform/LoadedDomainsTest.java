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
    void describesLoadedDomainsWithTheirJars() throws Exception {
        TestJar.domain(folder.resolve("auction-1.1.jar"), "AuctionDomain", "auction", "auction");
        TestJar.library(folder.resolve("library.jar"));

        try (LoadedDomains loaded = LoadedDomains.from(List.of(folder))) {
            assertThat(loaded.descriptions())
                    .containsExactly("domain auction (auction-1.1.jar): 1 command, 0 projections, 0 views");
        }
    }

    @Test
    void refusesFileThatIsNotAJar() throws Exception {
        TestJar.domain(folder.resolve("auction.jar"), "AuctionDomain", "auction", "auction");
        Files.writeString(folder.resolve("notes.jar"), "not a jar");

        assertRefused(folder, "notes.jar is not a jar file");
        assertRefused(folder.resolve("notes.jar"), "notes.jar is not a jar file");
    }

    @Test
    void refusesJarWithoutDomain() throws Exception {
        Path library = TestJar.library(folder.resolve("library.jar"));

        assertRefused(library, "library.jar has no domain");
        assertRefused(folder, folder + " has no domain");
    }

    @Test
    void namesTheStatementThatIsMissing() throws Exception {
        String inClass = "private static final Statement BIDS = Statement.rows(AuctionDomain.class, \"bids.sql\");";
        TestJar.domain(folder.resolve("static.jar"), "AuctionDomain", "auction", "auction", inClass);
        String inObject = "private final Statement bids = Statement.rows(SaleDomain.class, \"sales.sql\");";
        TestJar.domain(folder.resolve("object.jar"), "SaleDomain", "sale", "sale", inObject);

        assertRefused(folder.resolve("static.jar"), "AuctionDomain", "There is no bids.sql beside AuctionDomain");
        assertRefused(folder.resolve("object.jar"), "SaleDomain", "There is no sales.sql beside SaleDomain");
    }

    @Test
    void refusesEmptyFolder() {
        assertRefused(folder, folder + " has no domain");
    }

    @Test
    void refusesTwoVersionsOfSameJar() throws Exception {
        TestJar.domain(folder.resolve("auction-1.0.jar"), "AuctionDomain", "auction", "auction");
        TestJar.domain(folder.resolve("auction-1.1.jar"), "AuctionDomain", "auction", "auction");

        assertRefused(folder, "AuctionDomain", "auction-1.0.jar", "auction-1.1.jar");
    }

    @Test
    void refusesTwoDomainsWithSameName() throws Exception {
        TestJar.domain(folder.resolve("one.jar"), "OneDomain", "auction", "auction");
        TestJar.domain(folder.resolve("two.jar"), "TwoDomain", "auction", "sale");

        assertRefused(folder, "domain auction", "one.jar", "two.jar");
    }

    @Test
    void refusesTwoDomainsWithSameStreamType() throws Exception {
        TestJar.domain(folder.resolve("one.jar"), "OneDomain", "one", "auction");
        TestJar.domain(folder.resolve("two.jar"), "TwoDomain", "two", "auction");

        assertRefused(folder, "stream type auction", "one.jar", "two.jar");
    }

    @Test
    void jarNamedTwiceIsLoadedOnce() throws Exception {
        Path jar = TestJar.domain(folder.resolve("auction.jar"), "AuctionDomain", "auction", "auction");

        try (LoadedDomains loaded = LoadedDomains.from(List.of(jar, folder, jar))) {
            assertThat(loaded.domains().all()).hasSize(1);
        }
    }

    private static void assertRefused(Path path, String... parts) {
        assertThatThrownBy(() -> LoadedDomains.from(List.of(path)).close())
                .isInstanceOf(UserFacingException.class)
                .hasMessageContainingAll(parts);
    }
}
