package io.spanwire.edge.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import io.spanwire.edge.bearer.TokenRefused;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The exchange of an authorization code for the ID token, and its validation. Blocks, for at most ten seconds. */
final class CodeExchange {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final OidcSettings settings;

    CodeExchange(OidcSettings settings) {
        this.settings = settings;
    }

    /**
     * Redeems the code of this attempt.
     *
     * @throws SignInFailed when the provider or the token is not as it must be
     */
    SignedInUser redeem(Provider provider, SignInAttempt attempt, String code) throws SignInFailed {
        try {
            HTTPRequest request = request(provider, attempt, code).toHTTPRequest();
            request.setConnectTimeout(TIMEOUT_MILLIS);
            request.setReadTimeout(TIMEOUT_MILLIS);
            request.setFollowRedirects(false);
            TokenResponse response = OIDCTokenResponseParser.parse(request.send());
            if (!response.indicatesSuccess()) {
                throw SignInFailed.refused("the provider refused the code: "
                        + response.toErrorResponse().getErrorObject().getCode());
            }
            return validate(provider, attempt, (OIDCTokenResponse) response.toSuccessResponse());
        } catch (IOException unreachable) {
            throw SignInFailed.unavailable("the provider does not answer: " + unreachable.getMessage());
        } catch (ParseException unreadable) {
            throw SignInFailed.refused(
                    "the provider's answer is not that of OpenID Connect: " + unreadable.getMessage());
        }
    }

    private SignedInUser validate(Provider provider, SignInAttempt attempt, OIDCTokenResponse response)
            throws SignInFailed, ParseException {
        @Nullable JWT token = response.getOIDCTokens().getIDToken();
        if (token == null) {
            throw SignInFailed.refused("the provider sent no ID token");
        }
        try {
            IDTokenClaimsSet claims = provider.idTokens().validate(token, attempt.nonce());
            String session =
                    claims.getSessionID() == null ? "" : claims.getSessionID().getValue();
            return new SignedInUser(settings.claims().caller(claims.toJWTClaimsSet()), session, token.serialize());
        } catch (KeySourceException unreachable) {
            throw SignInFailed.unavailable("the provider's keys cannot be fetched: " + unreachable.getMessage());
        } catch (BadJOSEException | JOSEException | TokenRefused invalid) {
            throw SignInFailed.refused("the ID token is not valid: " + invalid.getMessage());
        }
    }

    private TokenRequest request(Provider provider, SignInAttempt attempt, String code) {
        URI endpoint = provider.metadata().getTokenEndpointURI();
        ClientID client = new ClientID(settings.clientId());
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(new AuthorizationCode(code), attempt.redirect(), attempt.verifier());
        Optional<Secret> secret = settings.clientSecret().map(Secret::new);
        if (secret.isEmpty()) {
            return new TokenRequest.Builder(endpoint, client, grant).build();
        }
        @Nullable List<ClientAuthenticationMethod> methods = provider.metadata().getTokenEndpointAuthMethods();
        boolean isPost = methods != null
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return new TokenRequest.Builder(
                        endpoint,
                        isPost
                                ? new ClientSecretPost(client, secret.get())
                                : new ClientSecretBasic(client, secret.get()),
                        grant)
                .build();
    }
}
