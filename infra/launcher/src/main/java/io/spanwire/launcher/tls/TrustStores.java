package io.spanwire.launcher.tls;

import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The places of this machine where a certificate authority becomes trusted, and the commands that put one there. */
public final class TrustStores {
    private static final String NAME = "spanwire-local-authority";
    private static final Path DEBIAN = Path.of("/usr/local/share/ca-certificates");
    private static final Path FEDORA = Path.of("/etc/pki/ca-trust/source/anchors");

    private final Path authority;
    private final Path home;

    /** @param authority PEM file of the authority's certificate */
    public TrustStores(Path authority, Path home) {
        this.authority = authority.toAbsolutePath();
        this.home = home;
    }

    /** A place: who uses it, and what puts the authority there, one command after the other. */
    public record Store(String users, List<List<String>> commands) {}

    /** The places that exist on this machine. */
    public List<Store> all() {
        List<Store> stores = new ArrayList<>();
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            stores.add(new Store(
                    "Safari, Chrome, curl (macOS keychain)",
                    List.of(List.of(
                            "security",
                            "add-trusted-cert",
                            "-r",
                            "trustRoot",
                            "-k",
                            home + "/Library/Keychains/login.keychain-db",
                            authority.toString()))));
        } else if (system.contains("windows")) {
            stores.add(new Store(
                    "Edge, Chrome (Windows)",
                    List.of(List.of("certutil", "-user", "-addstore", "Root", authority.toString()))));
        } else {
            addLinux(stores);
        }
        return stores;
    }

    private void addLinux(List<Store> stores) {
        if (Files.isDirectory(DEBIAN)) {
            stores.add(system(DEBIAN.resolve(NAME + ".crt"), List.of("update-ca-certificates")));
        } else if (Files.isDirectory(FEDORA)) {
            stores.add(system(FEDORA.resolve(NAME + ".pem"), List.of("update-ca-trust")));
        }
        browserFolders()
                .forEach(folder -> stores.add(new Store(
                        "Chrome or Firefox (" + folder + "); certutil is in the package libnss3-tools or nss-tools",
                        List.of(List.of(
                                "certutil",
                                "-d",
                                "sql:" + folder,
                                "-A",
                                "-t",
                                "C,,",
                                "-n",
                                NAME,
                                "-i",
                                authority.toString())))));
    }

    private Store system(Path target, List<String> update) {
        return new Store(
                "curl and other programs of this machine (as root)",
                List.of(List.of("cp", authority.toString(), target.toString()), update));
    }

    private List<Path> browserFolders() {
        List<Path> folders = new ArrayList<>();
        Path chrome = home.resolve(".pki").resolve("nssdb");
        if (Files.isDirectory(chrome)) {
            folders.add(chrome);
        }
        Path firefox = home.resolve(".mozilla").resolve("firefox");
        if (Files.isDirectory(firefox)) {
            try (Stream<Path> profiles = Files.list(firefox)) {
                profiles.filter(profile -> Files.exists(profile.resolve("cert9.db")))
                        .sorted()
                        .forEach(folders::add);
            } catch (IOException e) {
                throw new UserFacingException(
                        "The profiles of Firefox cannot be read: " + e.getMessage(), firefox.toString(), e);
            }
        }
        return folders;
    }
}
