package io.spanwire.projections;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A hash of the code that domains come from: equal after a restart with the same jars, another one as soon as a byte of a jar
 * differs. It covers each domain's own jar or folder of classes, and the jars loaded together with it.
 */
public final class DomainsHash {
    private DomainsHash() {}

    /** Reads the files, so only now is it sure that they are those that were loaded: call it once, at the start. */
    public static String of(Domains domains) {
        Set<URI> sources = new HashSet<>();
        domains.all().forEach(domain -> addSources(domain, sources));
        MessageDigest digest = sha256();
        sources.stream().map(DomainsHash::hash).sorted().forEach(each -> digest.update(each.getBytes(UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addSources(Domain domain, Set<URI> sources) {
        Class<?> type = domain.getClass();
        if (type.getClassLoader() instanceof URLClassLoader jars) {
            Stream.of(jars.getURLs()).map(DomainsHash::uri).forEach(sources::add);
        }
        Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .map(DomainsHash::uri)
                .ifPresent(sources::add);
    }

    private static String hash(URI source) {
        MessageDigest digest = sha256();
        try {
            if (source.getScheme().equals("file")) {
                addFiles(Path.of(source), digest);
            } else {
                try (InputStream bytes = source.toURL().openStream()) {
                    digest.update(bytes.readAllBytes());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The domains in " + source + " cannot be read", unreadable);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addFiles(Path root, MessageDigest digest) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(root.relativize(file).toString().getBytes(UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
    }

    private static URI uri(URL location) {
        try {
            return location.toURI();
        } catch (URISyntaxException notEscaped) {
            throw new IllegalStateException("No URI: " + location, notEscaped);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
