package io.spanwire.edge.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.spanwire.edge.security.AuthenticatedSession;
import io.spanwire.edge.security.SignInMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final TestIssuer ISSUER = new TestIssuer("key-1");
    private static final TestIssuer OTHER = new TestIssuer("key-2");

    @Test
    void validTokenNamesItsCaller() throws Exception {
        String token = ISSUER.token(NOON, claims -> claims.jwtID("t-1")
                .claim("name", "Ann\u202E")
                .claim("realm_access", Map.of("roles", List.of("editor", "admin", "has space"))));

        AuthenticatedSession session = rules().check(token);

        assertThat(session.caller().subject()).isEqualTo("u-1");
        assertThat(session.caller().name()).isEqualTo("Ann");
        assertThat(session.caller().roles()).containsExactlyInAnyOrder("admin", "editor");
        assertThat(session.id()).isEqualTo("t-1");
        assertThat(session.method()).isEqualTo(SignInMethod.BEARER);
        assertThat(session.expires()).isEqualTo(NOON.plus(Duration.ofHours(1)).plusSeconds(30));
        assertThat(session.session().session()).isEmpty();
    }

    @Test
    void tokenThatOutlivesItsEndIsRefused() throws Exception {
        Date last = Date.from(NOON.plus(Duration.ofDays(30)));
        Date late = Date.from(NOON.plus(Duration.ofDays(30)).plusSeconds(1));

        assertThat(rules().check(ISSUER.token(NOON, claims -> claims.expirationTime(last)))
                        .since())
                .isEqualTo(NOON);
        refuses(ISSUER.token(NOON, claims -> claims.expirationTime(late)));
        refuses(ISSUER.token(NOON, claims -> claims.issueTime(null).expirationTime(late)));
    }

    @Test
    void unsignedTokenIsRefused() {
        refuses(new PlainJWT(TestIssuer.claims(NOON).build()).serialize());
        String[] parts = valid().split("\\.", -1);
        refuses(base64("{\"alg\":\"none\"}") + '.' + parts[1] + '.');
        refuses(base64("{\"alg\":\"None\",\"kid\":\"key-1\"}") + '.' + parts[1] + '.' + parts[2]);
        refuses(parts[0] + '.' + parts[1] + '.');
    }

    @Test
    void hmacWithThePublicKeyIsRefused() throws Exception {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("key-1").build();
        for (byte[] secret : List.of(
                ISSUER.key().toRSAPublicKey().getEncoded(),
                ISSUER.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            SignedJWT forged = new SignedJWT(header, TestIssuer.claims(NOON).build());
            forged.sign(new MACSigner(secret));
            refuses(forged.serialize());
        }
    }

    @Test
    void keyInTheTokenIsIgnored() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwk(OTHER.key().toPublicJWK())
                .keyID("key-1")
                .build();

        refuses(OTHER.sign(header, TestIssuer.claims(NOON).build()));
    }

    @Test
    void otherKeysAreRefused() {
        refuses(OTHER.token(NOON, claims -> claims));
        refuses(OTHER.sign(
                ISSUER.header(JOSEObjectType.JWT), TestIssuer.claims(NOON).build()));
    }

    @Test
    void tokenWithoutKeyIdIsCheckedWithEveryKey() throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).build();

        assertThat(rules().check(ISSUER.sign(header, TestIssuer.claims(NOON).build()))
                        .caller()
                        .subject())
                .isEqualTo("u-1");
        refuses(OTHER.sign(header, TestIssuer.claims(NOON).build()));
    }

    @Test
    void algorithmsAreTheConfiguredOnes() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("key-1").build();

        refuses(ISSUER.sign(header, TestIssuer.claims(NOON).build()));
    }

    @Test
    void issuerAndAudienceAreExact() {
        refuses(claims -> claims.issuer("https://id.example.org/"));
        refuses(claims -> claims.issuer(null));
        refuses(claims -> claims.audience("account"));
        refuses(claims -> claims.audience((String) null));
        refuses(claims -> claims.audience("SPANWIRE"));
        assertThatAccepts(claims -> claims.audience(List.of("account", TestIssuer.AUDIENCE)));
    }

    @Test
    void timesAreChecked() {
        refuses(claims -> claims.expirationTime(null));
        refuses(claims -> claims.expirationTime(Date.from(NOON.minusSeconds(31))));
        refuses(claims -> claims.notBeforeTime(Date.from(NOON.plusSeconds(31))));
        assertThatAccepts(claims -> claims.expirationTime(Date.from(NOON.minusSeconds(20))));
        assertThatAccepts(claims -> claims.notBeforeTime(Date.from(NOON.plusSeconds(20))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "spanwire-session+jwt", "dpop+jwt"})
    void tokensOfOtherTypesAreRefused(String type) {
        refuses(ISSUER.sign(
                ISSUER.header(new JOSEObjectType(type)), TestIssuer.claims(NOON).build()));
    }

    @Test
    void typeIsExactWhereItIsSet() throws Exception {
        AccessTokenRules strict = rules(ISSUER.settings(Optional.of("at+jwt")));
        String typed = ISSUER.sign(
                ISSUER.header(new JOSEObjectType("at+jwt")),
                TestIssuer.claims(NOON).build());

        assertThat(strict.check(typed).caller().subject()).isEqualTo("u-1");
        assertThatThrownBy(() -> strict.check(valid())).isInstanceOf(TokenRefused.class);
    }

    @Test
    void idTokensAndLogoutTokensAreNoAccessTokens() {
        refuses(claims -> claims.claim("nonce", "n"));
        refuses(claims -> claims.claim("at_hash", "h"));
        refuses(claims -> claims.claim("events", Map.of()));
    }

    @Test
    void subjectsOfGuestsAndServicesAreRefused() {
        refuses(claims -> claims.subject("guest-1"));
        refuses(claims -> claims.subject("service-robot"));
        refuses(claims -> claims.subject(null));
        refuses(claims -> claims.subject("x".repeat(257)));
    }

    @Test
    void tokensOfEightKilobytesAreAccepted() throws Exception {
        String large = ISSUER.token(NOON, claims -> claims.claim("groups", "g".repeat(5_600)));

        assertThat(large).hasSizeBetween(7_900, 8_192);
        assertThat(rules().check(large).caller().subject()).isEqualTo("u-1");
        refuses(ISSUER.token(NOON, claims -> claims.claim("groups", "g".repeat(6_000))));
        refuses("");
        refuses("a.b.c");
    }

    @Test
    void reasonIsOneLine() {
        assertThatThrownBy(() -> rules().check(ISSUER.token(NOON, claims -> claims.audience("a\nERROR b"))))
                .isInstanceOf(TokenRefused.class)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void rolesAreMapped() throws Exception {
        CallerClaims mapped = new CallerClaims("name", "groups", Map.of("/staff", "editor"));
        JWTClaimsSet claims = TestIssuer.claims(NOON)
                .claim("groups", List.of("/staff", "/other"))
                .build();

        assertThat(mapped.caller(claims).roles()).containsExactly("editor");
        assertThat(mapped.caller(TestIssuer.claims(NOON).build()).roles()).isEmpty();
        assertThatThrownBy(() -> new CallerClaims("name", "groups", Map.of())
                        .caller(TestIssuer.claims(NOON).claim("groups", list()).build()))
                .hasMessageContaining("role-map");
    }

    @Test
    void keysMayBePem(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(ISSUER.key().toRSAPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        BearerSettings json = ISSUER.settings();
        BearerSettings pem = new BearerSettings(
                json.issuer(),
                json.audience(),
                Optional.empty(),
                Optional.of(file),
                Set.of("RS256"),
                Optional.empty(),
                json.leeway(),
                json.claims());

        assertThat(rules(pem).check(valid()).caller().subject()).isEqualTo("u-1");
        assertThatThrownBy(() -> rules(pem).check(OTHER.token(NOON, claims -> claims)))
                .isInstanceOf(TokenRefused.class);
    }

    @Test
    void unsuitableKeyFilesAreRefused(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(
                folder.resolve("a"), "{\"keys\":[" + ISSUER.key().toJSONString() + "]}");
        Path symmetric = Files.writeString(folder.resolve("b"), "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}");
        Path none = Files.writeString(folder.resolve("c"), "{\"keys\":[]}");
        Path text = Files.writeString(folder.resolve("d"), "hello");

        assertThatThrownBy(() -> IssuerKeys.in(secret)).hasMessageContaining("private");
        assertThatThrownBy(() -> IssuerKeys.in(symmetric)).hasMessageContaining("neither RSA nor EC");
        assertThatThrownBy(() -> IssuerKeys.in(none)).hasMessageContaining("no key");
        assertThatThrownBy(() -> IssuerKeys.in(text)).hasMessageContaining("neither a JWK Set nor PEM");
    }

    private static String list() {
        StringBuilder roles = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            roles.append(" role-number-").append(i);
        }
        return roles.toString();
    }

    private static String valid() {
        return ISSUER.token(NOON, claims -> claims);
    }

    private static void refuses(UnaryOperator<JWTClaimsSet.Builder> change) {
        refuses(ISSUER.token(NOON, change));
    }

    private static void refuses(String token) {
        assertThatThrownBy(() -> rules().check(token)).isInstanceOf(TokenRefused.class);
    }

    private static void assertThatAccepts(UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            assertThat(rules().check(ISSUER.token(NOON, change)).caller().subject())
                    .isEqualTo("u-1");
        } catch (TokenRefused | KeysUnavailable refused) {
            throw new AssertionError(refused);
        }
    }

    private static AccessTokenRules rules() {
        return rules(ISSUER.settings());
    }

    private static AccessTokenRules rules(BearerSettings settings) {
        try {
            return AccessTokenRules.of(settings, Clock.fixed(NOON, ZoneOffset.UTC));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
