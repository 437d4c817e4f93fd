package io.spanwire.edge.bearer;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.Key;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The choice of the keys that may verify a token: of the accepted algorithm's type, for signatures, and with the token's
 * {@code kid} if it has one. Keys that the token itself brings or points to are ignored.
 */
final class IssuerKeySelector implements JWSKeySelector<SecurityContext> {
    private final Set<JWSAlgorithm> algorithms;
    private final JWKSource<SecurityContext> keys;
    private final boolean anyKey;

    /** @param anyKey whether the keys have no names, so that each is tried, whatever {@code kid} the token has */
    IssuerKeySelector(Set<JWSAlgorithm> algorithms, JWKSource<SecurityContext> keys, boolean anyKey) {
        this.algorithms = Set.copyOf(algorithms);
        this.keys = keys;
        this.anyKey = anyKey;
    }

    @Override
    public List<Key> selectJWSKeys(JWSHeader header, @Nullable SecurityContext context) throws KeySourceException {
        if (!algorithms.contains(header.getAlgorithm())) {
            return List.of();
        }
        List<JWK> candidates = keys.get(new JWKSelector(matcher(header)), context);
        return KeyConverter.toJavaKeys(candidates).stream()
                .filter(PublicKey.class::isInstance)
                .toList();
    }

    private JWKMatcher matcher(JWSHeader header) {
        JWKMatcher.Builder matcher = new JWKMatcher.Builder()
                .keyTypes(KeyType.forAlgorithm(header.getAlgorithm()))
                .keyUses(KeyUse.SIGNATURE, null)
                .algorithms(header.getAlgorithm(), null)
                .privateOnly(false);
        return header.getKeyID() == null || anyKey
                ? matcher.build()
                : matcher.keyID(header.getKeyID()).build();
    }
}
