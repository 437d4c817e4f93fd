package io.spanwire.launcher.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.Caller;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.SessionKeys;
import io.spanwire.edge.security.SessionTokens;
import io.spanwire.edge.security.SignInMethod;
import io.spanwire.launcher.start.UserFacingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionKeyFilesTest {
    private Path folder = Path.of("");

    @BeforeEach
    void use(@TempDir Path temporary) {
        folder = temporary;
    }

    @Test
    void lastKeyByNameSignsAndAllVerify() throws Exception {
        Path keys = Files.createDirectory(folder.resolve("keys"));
        write(keys.resolve("2025"), random(1, 32));
        AuthenticatedSession session =
                tokens(keys).open("s-1", Caller.of("u-1", "Ann"), SignInMethod.GUEST, "", Instant.EPOCH);
        String old = tokens(keys).write(session);
        write(keys.resolve("2026"), HexFormat.of().formatHex(random(2, 32)).getBytes(StandardCharsets.US_ASCII));
        write(keys.resolve(".hidden"), new byte[1]);

        assertThat(tokens(keys).read(old)).contains(session);
        assertThat(tokens(keys).write(session)).isNotEqualTo(old);
        assertThat(tokens(keys.resolve("2025")).read(old)).contains(session);
        assertThat(tokens(keys.resolve("2026")).read(old)).isEmpty();
    }

    @Test
    void filesThatOthersCanReadAreRefused() throws Exception {
        Path file = write(folder.resolve("key"), random(1, 32));
        for (String mode : new String[] {"rw-r--r--", "rw-----w-", "rw--w----"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> SessionKeyFiles.read(file))
                    .isInstanceOfSatisfying(UserFacingException.class, refusal -> assertThat(refusal.advice())
                            .contains("chmod 600 " + file));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        assertThat(SessionKeyFiles.read(file)).isNotNull();
    }

    @Test
    void keysThatCouldBeGuessedAreRefused() throws Exception {
        byte[][] weak = {
            random(1, 31),
            new byte[64],
            "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII),
            "please change this secret, it is only 42!".getBytes(StandardCharsets.US_ASCII),
            "abababababababababababababababababababababababababababab".getBytes(StandardCharsets.US_ASCII),
            new byte[0]
        };
        for (byte[] key : weak) {
            Path file = write(folder.resolve("weak"), key);
            assertThatThrownBy(() -> SessionKeyFiles.read(file)).hasMessageContaining("weak");
        }
    }

    @Test
    void missingFileAndEmptyFolderAreRefused() {
        assertThatThrownBy(() -> SessionKeyFiles.read(folder.resolve("none"))).isInstanceOf(UserFacingException.class);
        assertThatThrownBy(() -> SessionKeyFiles.read(folder)).isInstanceOf(UserFacingException.class);
    }

    private static SessionTokens tokens(Path path) {
        SessionKeys keys = SessionKeyFiles.read(path);
        return new SessionTokens(keys, Clock.systemUTC(), Duration.ofHours(1), Duration.ofHours(1));
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Path write(Path file, byte[] key) throws Exception {
        Files.write(file, key);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
