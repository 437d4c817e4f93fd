package io.spanwire.edge.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Date;
import java.util.Optional;

/** The form of service tokens: JWTs signed with ES256, whose type and audience say that they are nothing else. */
public final class ServiceTokenFormat {
    private static final String ISSUER = "spanwire";
    private static final String AUDIENCE = "spanwire:service";
    private static final JOSEObjectType TYPE = new JOSEObjectType("spanwire-service+jwt");

    private ServiceTokenFormat() {}

    /** Signs the token. Its roles and times are also in the list, which decides. */
    public static String sign(ServiceToken token, ECKey key) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(token.key())
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(token.subject())
                .jwtID(token.id())
                .issueTime(Date.from(token.created()))
                .expirationTime(Date.from(token.expires()))
                .build();
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException bug) {
            throw new IllegalStateException("A service token cannot be signed", bug);
        }
    }

    /** Whether the header says that it is a service token, valid or not; the rest is not looked at. */
    static boolean isOurs(String text) {
        try {
            String header = text.substring(0, Math.max(0, text.indexOf('.')));
            return TYPE.equals(JWSHeader.parse(new Base64URL(header)).getType());
        } catch (ParseException | IllegalArgumentException other) {
            return false;
        }
    }

    /** The listed token that this one is, if its signature is that of a listed key. The caller checks its times. */
    static Optional<ServiceToken> verify(String text, ServiceTokenList list) {
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            String keyId = jwt.getHeader().getKeyID();
            if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm()) || keyId == null) {
                return Optional.empty();
            }
            Optional<ECKey> key = list.key(keyId);
            if (key.isEmpty() || !jwt.verify(new ECDSAVerifier(key.get()))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean isForThis =
                    ISSUER.equals(claims.getIssuer()) && claims.getAudience().contains(AUDIENCE);
            return isForThis && claims.getJWTID() != null
                    ? list.token(claims.getJWTID())
                            .filter(token -> token.subject().equals(claims.getSubject()))
                    : Optional.empty();
        } catch (ParseException | JOSEException forged) {
            return Optional.empty();
        }
    }
}
