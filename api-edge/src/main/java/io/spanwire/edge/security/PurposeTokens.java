package io.spanwire.edge.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Optional;

/**
 * JWTs (RFC 7519) that this server issues to itself, for one purpose. Type and audience name the purpose, so a token for
 * one is refused for any other. They are signed by the newest session key, with HS256 and nothing else. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.11">RFC 8725: explicit typing</a>
 */
public final class PurposeTokens {
    /** The issuer of all tokens of this server. */
    public static final String ISSUER = "spanwire";

    private static final int MAX_TOKEN = 4096;

    private final SessionKeys keys;
    private final JOSEObjectType type;
    private final String audience;

    /** @param purpose one word, like {@code session} */
    public PurposeTokens(SessionKeys keys, String purpose) {
        this.keys = keys;
        this.type = new JOSEObjectType("spanwire-" + purpose + "+jwt");
        this.audience = "spanwire:" + purpose;
    }

    /** Signs the claims, with issuer and audience added. */
    public String sign(JWTClaimsSet.Builder claims) {
        SessionKey key = keys.newest();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(type)
                .keyID(key.id())
                .build();
        try {
            SignedJWT token = new SignedJWT(
                    header, claims.issuer(ISSUER).audience(audience).build());
            token.sign(new MACSigner(key.bytes()));
            return token.serialize();
        } catch (JOSEException bug) {
            throw new IllegalStateException("A token cannot be signed", bug);
        }
    }

    /** The claims of a token with a valid signature and this purpose. The caller checks its times. */
    public Optional<JWTClaimsSet> verify(String token) {
        if (token.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            return isOurs(jwt) ? claims(jwt.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException forged) {
            return Optional.empty();
        }
    }

    private boolean isOurs(SignedJWT jwt) throws JOSEException {
        JWSHeader header = jwt.getHeader();
        if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())
                || !type.equals(header.getType())
                || header.getKeyID() == null) {
            return false;
        }
        Optional<SessionKey> key = keys.withId(header.getKeyID());
        return key.isPresent() && jwt.verify(new MACVerifier(key.get().bytes()));
    }

    private Optional<JWTClaimsSet> claims(JWTClaimsSet claims) {
        boolean isForThis =
                ISSUER.equals(claims.getIssuer()) && claims.getAudience().contains(audience);
        return isForThis ? Optional.of(claims) : Optional.empty();
    }
}
