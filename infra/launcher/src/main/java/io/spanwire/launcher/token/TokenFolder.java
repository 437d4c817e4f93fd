package io.spanwire.launcher.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.spanwire.edge.account.ServiceToken;
import io.spanwire.edge.account.ServiceTokenFormat;
import io.spanwire.edge.account.ServiceTokenList;
import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.folder.SecretFiles;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The folder of service tokens: {@code tokens.json}, which servers read, and {@code signing-key.json}, the private key of
 * new tokens, which they do not need. A key signs for 90 days; then a new one is made, and the old one verifies until its
 * last token has expired. One process at a time changes the folder.
 */
public final class TokenFolder {
    private static final String SIGNING_KEY = "signing-key.json";
    private static final Duration KEY_AGE = Duration.ofDays(90);

    private final Path folder;
    private final Clock clock;

    public TokenFolder(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** A token that was just created, and its text, which is stored nowhere. */
    public record Created(ServiceToken token, String text) {}

    /** Creates a token. */
    public Created create(String name, List<String> roles, Duration lifetime) {
        return locked(() -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            ECKey key = signingKey(now);
            ServiceToken token = new ServiceToken(
                    UUID.randomUUID().toString(),
                    name,
                    roles,
                    key.getKeyID(),
                    now,
                    now.plus(lifetime),
                    Optional.empty());
            change(list -> list.with(token, key, now));
            return new Created(token, ServiceTokenFormat.sign(token, key));
        });
    }

    /** The tokens, oldest first. */
    public List<ServiceToken> list() {
        return attempt(this::read).tokens();
    }

    /** Revokes the token with this id; returns it as it was, empty if there is none. */
    public Optional<ServiceToken> revoke(String id) {
        return locked(() -> {
            Optional<ServiceToken> token = read().token(id);
            if (token.isPresent()) {
                change(list -> list.withRevoked(id, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
            }
            return token;
        });
    }

    private ServiceTokenList read() throws IOException {
        Path file = folder.resolve(ServiceTokenList.FILE);
        return Files.exists(file) ? ServiceTokenList.parse(Files.readString(file)) : ServiceTokenList.EMPTY;
    }

    private void change(UnaryOperator<ServiceTokenList> change) throws IOException {
        PrivateFiles.write(
                folder.resolve(ServiceTokenList.FILE), change.apply(read()).toJson() + "\n");
    }

    private ECKey signingKey(Instant now) throws IOException, ParseException, JOSEException {
        Path file = folder.resolve(SIGNING_KEY);
        if (Files.exists(file)) {
            SecretFiles.requirePrivate("service-token-folder", file);
            ECKey key = ECKey.parse(Files.readString(file));
            Date since = key.getIssueTime();
            if (since != null && now.isBefore(since.toInstant().plus(KEY_AGE))) {
                return key;
            }
        }
        ECKey key = new ECKeyGenerator(Curve.P_256)
                .keyUse(KeyUse.SIGNATURE)
                .keyID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .generate();
        PrivateFiles.write(file, key.toJSONString() + "\n");
        return key;
    }

    private interface Step<T> {
        T run() throws IOException, ParseException, JOSEException;
    }

    private <T> T locked(Step<T> step) {
        return attempt(() -> {
            PrivateFiles.createFolder(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException("the lock was lost");
                }
                return step.run();
            }
        });
    }

    private <T> T attempt(Step<T> step) {
        try {
            return step.run();
        } catch (IOException | ParseException | JOSEException e) {
            throw new UserFacingException(
                    "The folder of service tokens " + folder + " cannot be used: " + e.getMessage(),
                    "Run the command as the user of the server, and see --data or the setting service-token-folder.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(String.valueOf(e.getMessage()) + ".", "See: spanwire token --help", e);
        }
    }
}
