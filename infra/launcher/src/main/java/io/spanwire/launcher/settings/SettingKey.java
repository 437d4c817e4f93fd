package io.spanwire.launcher.settings;

import io.spanwire.launcher.start.UserFacingException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings: name, default, range, and meaning with its unit. A setting is {@code spanwire.<name>} in a file,
 * {@code SPANWIRE_<NAME>} in the environment, and {@code --set <name>=<value>} on the command line.
 */
public enum SettingKey {
    DATA("data", "spanwire-data", "Folder for all data: broker, database, certificate, secrets, logs."),
    ROLES("roles", "edge,worker,notifier", "Roles of this process: any of edge, worker, notifier."),
    NODE_ID(
            "node-id",
            "",
            "Name of this process, unique and the same after a restart: it then gets its partitions back at once."),
    DOMAINS("domains", "", "Jar files, or folders of jar files, with domains; separated by commas."),

    HOST("host", "localhost", "Address to listen on: a host name or an IP address."),
    PORT("port", "8443", 0, 65_535, "Port of the HTTPS server; 0 takes any free one."),
    HTTP_PORT(
            "http-port",
            "0",
            0,
            65_535,
            "Port of plain HTTP, which redirects pages to HTTPS and refuses calls; 0 is off."),
    PUBLIC_ORIGINS(
            "public-origins", "", "Origins browsers use, e.g. https://chat.example.org; default: this server's own."),
    TLS_CERTIFICATE(
            "tls.certificate",
            "",
            "PEM file of the certificate chain. Default: one of a local authority; see: spanwire trust."),
    TLS_KEY("tls.key", "", "PEM file of the private key (PKCS #8)."),
    CLIENT_CERTIFICATES(
            "tls.client-certificates",
            "off",
            "Whether clients show certificates of their own: off, request or require. It is no sign-in."),
    CLIENT_AUTHORITY("tls.client-authority", "", "PEM file of the certificates that sign those of clients."),
    STRICT_TRANSPORT(
            "hsts",
            "host",
            "What browsers reach by HTTPS only, for a year: host, subdomains, or preload (subdomains, for two years, and"
                    + " browsers may know it from the start)."),
    ACME_WEBROOT(
            "acme.webroot", "", "Folder where an ACME client such as Certbot puts its answers; http-port serves them."),
    ACME_DIRECTORY(
            "acme.directory",
            "",
            "Address of an ACME authority, like https://acme-v02.api.letsencrypt.org/directory: this server then gets and"
                    + " renews its certificate itself. It needs http-port, reached at port 80 of each name."),
    ACME_NAMES("acme.names", "", "Names to be certified, separated by commas."),
    ACME_CONTACT("acme.contact", "", "E-mail address for the authority."),
    ACME_TERMS("acme.terms-accepted", "false", "Whether you accept the authority's terms of service: true or false."),
    ACME_ROOT("acme.root-certificate", "", "PEM file to trust for acme.directory. Default: what Java trusts."),
    BODY_LIMIT("body-limit", "65536", 1_024, 16_777_216, "Largest request body, in bytes."),
    COMMAND_WAIT("command-wait", "5", 1, 300, "How long a request waits for its outcome before 202, in seconds."),
    GUEST_SIGN_IN(
            "guest-sign-in",
            "",
            "Sign in by name alone: true or false. Only with up. Default: true while only this machine can connect."),
    GUEST_ROLES(
            "guest-roles",
            "",
            "Roles of guests, separated by commas, to try rules with. Only while no other machine can connect."),
    COMMAND_RATE("rate.commands", "1000", 1, 10_000_000, "Commands of one caller per second; bursts of twice as many."),
    SIGN_IN_RATE("rate.sign-ins", "30", 1, 10_000_000, "Sign-ins from one address per minute."),
    SOCKETS("sockets.most", "20000", 1, 1_000_000, "Maximum WebSockets of this node."),
    SOCKETS_PER_CALLER("sockets.per-caller", "100", 1, 1_000_000, "Maximum WebSockets of one caller."),
    SOCKETS_PER_ADDRESS("sockets.per-address", "4000", 1, 1_000_000, "Maximum WebSockets of one client address."),
    FEEDS("feeds.most", "20000", 1, 1_000_000, "Maximum event feeds (SSE, NDJSON) and waiting pages of this node."),
    FEEDS_PER_CALLER("feeds.per-caller", "100", 1, 1_000_000, "Maximum event feeds and waiting pages of one caller."),
    FEEDS_PER_ADDRESS("feeds.per-address", "2000", 1, 1_000_000, "The same of one client address."),
    CONNECTIONS_PER_ADDRESS(
            "connections.per-address",
            "5000",
            1,
            1_000_000,
            "Maximum connections of one client address: an IPv4 address or an IPv6 network of 64 bits."),
    HANDSHAKE_RATE(
            "rate.handshakes-per-address",
            "200",
            1,
            1_000_000,
            "New connections, and so TLS handshakes, of one client address per second; bursts of ten times as many."),
    READ_RATE(
            "rate.reads",
            "1000",
            1,
            1_000_000,
            "Requests of one caller that change nothing, per second; bursts of twice as many."),
    READ_RATE_OF_ADDRESS(
            "rate.reads-per-address", "10000", 1, 1_000_000, "The same of one client address, signed in or not."),
    COMMAND_RATE_OF_ADDRESS(
            "rate.commands-per-address",
            "20000",
            1,
            1_000_000,
            "Commands and other requests of one client address per second; bursts of twice as many."),
    BUFFERED_PER_ADDRESS(
            "buffered.per-address",
            "67108864",
            65_536,
            17_179_869_184L,
            "Bytes of answers that one client address has not received yet; more reads are refused until it has."),
    TRUSTED_PROXIES(
            "proxies.trusted",
            "",
            "Addresses or networks, like 10.0.0.0/8, of proxies whose Forwarded or X-Forwarded-For names the client's"
                    + " address; separated by commas."),
    PROXY_PROTOCOL(
            "proxies.protocol",
            "false",
            "Whether the trusted proxies begin each connection with a header of the PROXY protocol (version 1 or 2)."
                    + " Connections of others are refused then."),
    SESSION_SECRET(
            "session-secret-file",
            "",
            "File with the key that signs sessions (256 random bits or more), or folder of such files: the last by name"
                    + " signs, all verify. Shared by all edges and notifiers."),
    SESSION_LIFETIME("session.lifetime", "720", 1, 525_600, "How long an unused session lasts, in minutes."),
    SESSION_MAX_LIFETIME(
            "session.max-lifetime",
            "10080",
            1,
            525_600,
            "How long a session lasts that is in use, in minutes; then one signs in again. Not below session.lifetime."),
    SERVICE_TOKENS(
            "service-token-folder",
            "",
            "Folder where the command token keeps its keys and its list, shared by all edges and notifiers. Default:"
                    + " service-tokens in the data folder."),
    OIDC_ISSUER(
            "oidc.issuer",
            "",
            "Address of the OpenID Connect provider where browsers sign in, like https://id.example.org."),
    OIDC_CLIENT("oidc.client-id", "", "This server's client id at the provider."),
    OIDC_SECRET("oidc.client-secret-file", "", "File with the client's secret; without it, a public client with PKCE."),
    OIDC_SCOPES("oidc.scopes", "openid,profile", "Scopes to ask for, separated by commas."),
    OIDC_NAME("oidc.name", "the identity provider", "The provider's name for people, as in: Sign in with …."),
    BEARER_ISSUER("bearer.issuer", "", "Issuer of accepted bearer tokens (JWT), exactly as in iss."),
    BEARER_AUDIENCE("bearer.audience", "", "What must be in aud of a bearer token."),
    BEARER_KEYS_URL("bearer.jwks-url", "", "Address of the issuer's public keys (JWK Set), https."),
    BEARER_KEYS_FILE("bearer.keys-file", "", "File with the issuer's public keys instead: JWK Set or PEM."),
    BEARER_ALGORITHMS(
            "bearer.algorithms",
            "RS256,ES256",
            "Accepted algorithms, any of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512."),
    BEARER_TYPE("bearer.type", "", "What typ of a bearer token must be, like at+jwt. Default: at+jwt, JWT or none."),
    BEARER_LEEWAY("bearer.leeway", "30", 0, 300, "How far the issuer's clock may differ, in seconds."),
    CLAIM_NAME("claims.name", "name", "Claim with a caller's name; a dotted path leads into objects."),
    CLAIM_ROLES("claims.roles", "roles", "Claim with a caller's roles, like realm_access.roles."),
    ROLE_MAP(
            "claims.role-map",
            "",
            "Roles that count, as provider-role=role, separated by commas. Default: all, unchanged."),

    KAFKA_BOOTSTRAP("kafka.bootstrap", "", "Kafka's bootstrap servers, host:port separated by commas (serve)."),
    KAFKA_CLIENT_FILE(
            "kafka.client-file",
            "",
            "Properties file with more settings for every Kafka client, such as its login; not open to other users."),
    PARTITIONS(
            "partitions",
            "",
            1,
            1_024,
            "Partitions of a new installation; they can never change, and no more lanes than partitions can work, all"
                    + " processes together. Default: 4 with up, 24 with serve; an existing installation keeps its own."),
    REPLICATION(
            "replication",
            "0",
            0,
            32,
            "Replicas of each new topic; 0 is three, or the number of brokers if there are fewer."),

    KEEP_COMMANDS(
            "keep.commands",
            "",
            1,
            3_650,
            "Days that Kafka keeps commands, decided or not. Default: 7; with serve, existing topics keep theirs."),
    KEEP_EVENTS(
            "keep.events",
            "",
            1,
            3_650,
            "Days that Kafka keeps its copies of events; PostgreSQL keeps them for good. Default as for commands."),
    KEEP_OUTCOMES(
            "keep.outcomes",
            "0",
            0,
            36_500,
            "Days that PostgreSQL keeps outcomes, not fewer than keep.commands; 0 is for good. Afterwards a command sent"
                    + " again with the same id is decided again."),

    DATABASE_HOST("database.host", "", "PostgreSQL's host (serve)."),
    DATABASE_PORT("database.port", "5432", 1, 65_535, "PostgreSQL's port (serve)."),
    DATABASE_NAME("database.name", "spanwire", "The database (serve)."),
    DATABASE_TLS(
            "database.tls",
            "",
            "TLS to PostgreSQL: verify-full or disable (serve). Default: verify-full, unless it is on this machine."),
    DATABASE_ROOT(
            "database.tls-root-certificate",
            "",
            "PEM file of the certificates that may have signed PostgreSQL's. Default: those that Java trusts."),
    OWNER_USER("database.owner-user", "spanwire_owner", "Login that owns and migrates the schema (serve)."),
    OWNER_PASSWORD(
            "database.owner-password",
            "",
            "Its password. Only spanwire migrate and other operator commands need it; serve migrates if it has it.",
            true),
    WORKER_USER("database.worker-user", "spanwire_worker", "Login of the worker (serve)."),
    WORKER_PASSWORD("database.worker-password", "", "Its password, for the role worker (serve).", true),
    READER_USER("database.reader-user", "spanwire_reader", "Read-only login of edge and notifier (serve)."),
    READER_PASSWORD("database.reader-password", "", "Its password, for the roles edge and notifier (serve).", true),
    DATABASE_CAPACITY(
            "database.capacity",
            "0",
            0,
            1_000_000,
            "Size that the database may have, in GiB, for the metric of days left; 0 is unknown (serve)."),
    DATABASE_POOL(
            "database.pool",
            "8",
            3,
            256,
            "Connections of the edge and notifier together: half for history, one for outcomes, the rest for views and"
                    + " states. Health has one more."),

    LANES(
            "lanes",
            "",
            1,
            64,
            "Worker loops of this process; partitions are spread over them. Default: 1 with up, 2 with serve."),
    ACCEPT_PROJECTIONS(
            "accept-projections",
            "",
            "Projections, as name:version, whose tables a migration completed; separated by commas."),
    HOT_TAIL("hot-tail", "67108864", 1_048_576, 17_179_869_184L, "Memory for the latest events, in bytes."),

    WEBHOOKS("webhooks.most", "100", 0, 10_000, "Maximum number of webhooks (edge)."),
    WEBHOOK_HTTP("webhooks.plain-http", "false", "Whether webhooks may lead to http, unencrypted: true or false."),
    WEBHOOK_NETWORKS(
            "webhooks.allowed-networks",
            "",
            "Networks, like 10.1.0.0/16, that webhooks may lead to although their addresses are not public; separated by"
                    + " commas."),
    WEBHOOK_ROOT(
            "webhooks.root-certificate",
            "",
            "PEM file of certificates that may have signed those of webhooks' receivers, besides those that Java trusts."),
    WEBHOOK_TIMEOUT(
            "webhooks.timeout", "10", 1, 120, "How long a webhook's receiver may take for its answer, in seconds."),
    WEBHOOK_PAUSE(
            "webhooks.longest-pause",
            "3600",
            1,
            86_400,
            "Longest pause between two attempts to deliver an event to a webhook, in seconds."),
    WEBHOOK_GIVE_UP(
            "webhooks.give-up",
            "7200",
            1,
            525_600,
            "How long a webhook has nothing but failures until it is paused, in minutes."),

    MANAGEMENT_HOST("management.host", "127.0.0.1", "Address of health and metrics; keep it off public networks."),
    MANAGEMENT_PORT("management.port", "0", 0, 65_535, "Port of health and metrics; 0 is off.");

    /** The prefix of names in files and, in upper case, in the environment. */
    public static final String PREFIX = "spanwire.";

    /** The prefix of settings that go unchanged to every Kafka client. */
    public static final String KAFKA_CLIENT = "kafka.client.";

    private final String name;
    private final String fallback;
    private final long min;
    private final long max;
    private final String meaning;
    private final boolean secret;

    SettingKey(String name, String fallback, String meaning) {
        this(name, fallback, meaning, false);
    }

    SettingKey(String name, String fallback, String meaning, boolean secret) {
        this(name, fallback, Long.MIN_VALUE, Long.MAX_VALUE, meaning, secret);
    }

    SettingKey(String name, String fallback, long min, long max, String meaning) {
        this(name, fallback, min, max, meaning, false);
    }

    SettingKey(String name, String fallback, long min, long max, String meaning, boolean secret) {
        this.name = name;
        this.fallback = fallback;
        this.min = min;
        this.max = max;
        this.meaning = meaning;
        this.secret = secret;
    }

    static Optional<SettingKey> named(String name) {
        return Stream.of(values()).filter(key -> key.name.equals(name)).findFirst();
    }

    /** The secret setting whose value is in the file that this name gives, as in {@code database.owner-password-file}. */
    static Optional<SettingKey> ofFile(String name) {
        return Stream.of(values())
                .filter(key -> key.secret && key.file().equals(name))
                .findFirst();
    }

    /** The name of the setting that gives a file with the value, if this is a secret. */
    String file() {
        return name + "-file";
    }

    /** The name without prefix. */
    public String key() {
        return name;
    }

    public String environment() {
        return SettingSources.environment(name);
    }

    public String fallback() {
        return fallback;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether the value must never be printed. */
    public boolean isSecret() {
        return secret;
    }

    /** For example {@code 1 to 64}; empty if the setting is not a number. */
    public String range() {
        return min == Long.MIN_VALUE ? "" : min + " to " + max;
    }

    boolean allows(long value) {
        return min <= value && value <= max;
    }

    UserFacingException invalid(String problem) {
        return invalid(name, problem, meaning);
    }

    static UserFacingException invalid(String key, String problem, String advice) {
        return new UserFacingException("The setting " + key + " " + problem + ".", advice);
    }
}
