package io.spanwire.launcher.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import io.spanwire.edge.account.ServiceToken;
import io.spanwire.edge.account.ServiceTokenList;
import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFolderTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private Path folder = Path.of("");

    @BeforeEach
    void use(@TempDir Path temporary) {
        folder = temporary;
    }

    @Test
    void createdTokenIsListedAndItsTextIsNot() throws Exception {
        TokenFolder.Created created = at(NOON).create("robot", List.of("editor"), DAY);

        assertThat(at(NOON).list()).containsExactly(created.token());
        assertThat(created.token().expires()).isEqualTo(NOON.plus(DAY));
        assertThat(SignedJWT.parse(created.text()).getJWTClaimsSet().getSubject())
                .isEqualTo("service-robot");
        try (Stream<Path> files = Files.list(folder.resolve("tokens"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain(created.text());
                if (!file.endsWith("lock")) {
                    assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
        assertThat(Files.readString(folder.resolve("tokens").resolve(ServiceTokenList.FILE)))
                .doesNotContain("\"d\"");
    }

    @Test
    void revokedTokenStaysListedUntilItExpires() {
        ServiceToken token = at(NOON).create("robot", List.of(), DAY).token();

        assertThat(at(NOON).revoke("unknown")).isEmpty();
        assertThat(at(NOON.plusSeconds(9)).revoke(token.id())).contains(token);
        assertThat(at(NOON).list()).singleElement().satisfies(each -> assertThat(each.revoked())
                .contains(NOON.plusSeconds(9)));
        at(NOON.plus(DAY)).create("other", List.of(), DAY);
        assertThat(at(NOON).list()).extracting(ServiceToken::name).containsExactly("other");
    }

    @Test
    void signingKeyIsReplacedAfterItsTime() throws Exception {
        String first =
                at(NOON).create("a", List.of(), Duration.ofDays(100)).token().key();
        String same = at(NOON.plus(Duration.ofDays(89)))
                .create("b", List.of(), DAY)
                .token()
                .key();
        String newer = at(NOON.plus(Duration.ofDays(90)))
                .create("c", List.of(), DAY)
                .token()
                .key();
        ServiceTokenList list =
                ServiceTokenList.parse(Files.readString(folder.resolve("tokens").resolve(ServiceTokenList.FILE)));

        assertThat(same).isEqualTo(first);
        assertThat(newer).isNotEqualTo(first);
        assertThat(list.key(first)).isPresent();
        at(NOON.plus(Duration.ofDays(101))).create("d", List.of(), DAY);
        assertThat(ServiceTokenList.parse(
                                Files.readString(folder.resolve("tokens").resolve(ServiceTokenList.FILE)))
                        .key(first))
                .isEmpty();
    }

    @Test
    void invalidNamesAndRolesAreRefused() {
        assertThatThrownBy(() -> at(NOON).create("A b", List.of(), DAY))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("name of a service");
        assertThatThrownBy(() -> at(NOON).create("a", List.of("two words"), DAY))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("role");
    }

    @Test
    void signingKeyThatOthersCanReadIsRefused() throws Exception {
        at(NOON).create("a", List.of(), DAY);
        Files.setPosixFilePermissions(
                folder.resolve("tokens").resolve("signing-key.json"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> at(NOON).create("b", List.of(), DAY))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("signing-key.json, which other users can read or replace");
    }

    private TokenFolder at(Instant now) {
        return new TokenFolder(folder.resolve("tokens"), Clock.fixed(now, ZoneOffset.UTC));
    }
}
