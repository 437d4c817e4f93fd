package io.spanwire.edge.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.ECKey;
import io.spanwire.bus.json.Json;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The service tokens that were created, and the public keys that verify them: the content of {@code tokens.json}. Only
 * listed tokens are valid. It has no secret, but who can write it decides who is let in.
 *
 * @param keys of the curve P-256, oldest first
 * @param tokens oldest first
 */
public record ServiceTokenList(List<ECKey> keys, List<ServiceToken> tokens) {
    /** The name of the file in its folder. */
    public static final String FILE = "tokens.json";

    public static final ServiceTokenList EMPTY = new ServiceTokenList(List.of(), List.of());

    public ServiceTokenList {
        keys = keys.stream().map(ECKey::toPublicJWK).toList();
        tokens = List.copyOf(tokens);
    }

    /** @throws IllegalArgumentException when the text is not such a list */
    public static ServiceTokenList parse(String text) {
        try {
            JsonNode json = Json.parse(text);
            List<ECKey> keys = new ArrayList<>();
            for (JsonNode key : json.path("keys")) {
                keys.add(ECKey.parse(key.toString()));
            }
            List<ServiceToken> tokens = new ArrayList<>();
            for (JsonNode token : json.path("tokens")) {
                tokens.add(token(token));
            }
            return new ServiceTokenList(keys, tokens);
        } catch (ParseException | RuntimeException unreadable) {
            throw new IllegalArgumentException("This is not a list of service tokens", unreadable);
        }
    }

    private static ServiceToken token(JsonNode json) {
        List<String> roles = new ArrayList<>();
        json.path("roles").forEach(role -> roles.add(role.asText()));
        return new ServiceToken(
                json.path("id").asText(),
                json.path("name").asText(),
                roles,
                json.path("key").asText(),
                Instant.parse(json.path("created").asText()),
                Instant.parse(json.path("expires").asText()),
                json.has("revoked")
                        ? Optional.of(Instant.parse(json.path("revoked").asText()))
                        : Optional.empty());
    }

    public String toJson() {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode listedKeys = json.putArray("keys");
        keys.forEach(key -> listedKeys.add(Json.mapper().valueToTree(key.toJSONObject())));
        ArrayNode listed = json.putArray("tokens");
        tokens.forEach(token -> write(token, listed.addObject()));
        return json.toPrettyString();
    }

    private static void write(ServiceToken token, ObjectNode json) {
        json.put("id", token.id()).put("name", token.name());
        token.roles().forEach(json.putArray("roles")::add);
        json.put("key", token.key())
                .put("created", token.created().toString())
                .put("expires", token.expires().toString());
        token.revoked().ifPresent(time -> json.put("revoked", time.toString()));
    }

    public Optional<ECKey> key(String id) {
        return keys.stream().filter(key -> id.equals(key.getKeyID())).findFirst();
    }

    public Optional<ServiceToken> token(String id) {
        return tokens.stream().filter(token -> token.id().equals(id)).findFirst();
    }

    /** With another token, and its key if that is new. Forgets tokens that expired before this time, and keys without tokens. */
    public ServiceTokenList with(ServiceToken token, ECKey key, Instant now) {
        List<ServiceToken> kept = Stream.concat(
                        tokens.stream().filter(each -> now.isBefore(each.expires())), Stream.of(token))
                .toList();
        List<ECKey> keptKeys = Stream.concat(
                        keys.stream().filter(each -> !key.getKeyID().equals(each.getKeyID())), Stream.of(key))
                .filter(each -> kept.stream().anyMatch(other -> other.key().equals(each.getKeyID())))
                .toList();
        return new ServiceTokenList(keptKeys, kept);
    }

    /** With the token of this id revoked. */
    public ServiceTokenList withRevoked(String id, Instant now) {
        return new ServiceTokenList(
                keys,
                tokens.stream()
                        .map(token -> token.id().equals(id) && token.revoked().isEmpty() ? token.revokedAt(now) : token)
                        .toList());
    }
}
