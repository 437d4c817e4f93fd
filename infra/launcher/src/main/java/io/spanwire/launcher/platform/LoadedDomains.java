package io.spanwire.launcher.platform;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;

/**
 * The domains that {@link java.util.ServiceLoader} finds in jars and on the class path. The class loader also serves
 * the resources of the jars (migrations, statements, web pages); it stays open until {@link #close()}.
 */
public record LoadedDomains(Domains domains, URLClassLoader classes) implements AutoCloseable {

    /**
     * Loads domains from jar files and folders of jar files; without paths, from the class path alone. A jar that is
     * named itself must have a domain; a folder may also contain jars of libraries.
     *
     * @throws UserFacingException when a file is not a jar, a jar or folder has no domain, two jars have the same
     *     domain, or a domain cannot be created
     */
    public static LoadedDomains from(List<Path> paths) {
        List<DomainJar> jars = paths.stream()
                .distinct()
                .flatMap(path -> jars(path).stream())
                .distinct()
                .toList();
        refuseDuplicates(jars);
        URLClassLoader classes = new URLClassLoader(
                "domains", jars.stream().map(DomainJar::url).toArray(URL[]::new), LoadedDomains.class.getClassLoader());
        try {
            return new LoadedDomains(Domains.load(classes), classes);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            close(classes);
            throw new UserFacingException(
                    "The domains in " + paths + " cannot be loaded: " + reason(e),
                    "Check that those jars have the files that their classes read, the classes that "
                            + DomainJar.SERVICE + " names, and the libraries they need.",
                    e);
        }
    }

    /**
     * Loads domains from folders of classes and resources, and from jars of libraries.
     *
     * @throws UserFacingException when a domain cannot be created
     */
    public static LoadedDomains ofFolders(List<Path> paths) {
        URLClassLoader classes = new URLClassLoader(
                "domains",
                paths.stream().map(LoadedDomains::url).toArray(URL[]::new),
                LoadedDomains.class.getClassLoader());
        try {
            return new LoadedDomains(Domains.load(classes), classes);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            close(classes);
            throw new UserFacingException(
                    "The domain cannot be loaded: " + reason(e),
                    "Its class is named in src/main/resources/" + DomainJar.SERVICE + '.',
                    e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Domains that a program creates itself, with the resources of their class loader.
     *
     * @throws UserFacingException when there are jars, too, or a name is taken twice
     */
    static LoadedDomains of(List<Domain> domains, List<Path> jars) {
        if (!jars.isEmpty()) {
            throw new UserFacingException(
                    "Domains are given in code, and the setting domains has " + jars + ".",
                    "Remove one of them: domains come from one place.");
        }
        List<ClassLoader> loaders = domains.stream()
                .map(domain -> domain.getClass().getClassLoader())
                .distinct()
                .toList();
        if (loaders.size() > 1) {
            throw new UserFacingException(
                    "The domains given in code have different class loaders.", "Load them with the same one.");
        }
        URLClassLoader classes = new URLClassLoader("domains", new URL[0], loaders.get(0));
        try {
            return new LoadedDomains(Domains.of(domains), classes);
        } catch (RuntimeException e) {
            close(classes);
            throw new UserFacingException(
                    "The domains given in code cannot be loaded: " + e.getMessage(),
                    "Check their names: each may be there once.",
                    e);
        }
    }

    /** What Java's service loader says names the class only; its innermost cause says what is wrong. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost == failure ? String.valueOf(failure.getMessage()) : failure.getMessage() + ": " + innermost;
    }

    private static List<DomainJar> jars(Path path) {
        List<DomainJar> jars = Files.isDirectory(path) ? inFolder(path) : List.of(DomainJar.open(path));
        if (jars.stream().allMatch(jar -> jar.providers().isEmpty())) {
            throw new UserFacingException(
                    path + " has no domain.",
                    "The jar of a domain names its class in " + DomainJar.SERVICE
                            + ". Put its jar and those of its libraries into one folder, and set domains to it.");
        }
        return jars;
    }

    private static List<DomainJar> inFolder(Path folder) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.jar")) {
            entries.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars.stream().sorted().map(DomainJar::open).toList();
    }

    /** A class loader would silently use the first of two classes with one name. */
    private static void refuseDuplicates(List<DomainJar> jars) {
        ClassLoader server = LoadedDomains.class.getClassLoader();
        Map<String, Path> seen = new HashMap<>();
        for (DomainJar jar : jars) {
            for (String provider : jar.providers()) {
                Path other = seen.putIfAbsent(provider, jar.file());
                if (other != null) {
                    throw duplicate(provider, other.toString(), jar);
                }
                if (server.getResource(provider.replace('.', '/') + ".class") != null) {
                    throw duplicate(provider, "the class path", jar);
                }
            }
        }
    }

    private static UserFacingException duplicate(String provider, String first, DomainJar second) {
        return new UserFacingException(
                "The domain " + provider + " is in both " + first + " and " + second.file() + ".",
                "Remove one of them: only one can be used.");
    }

    /** One line for each domain. */
    public List<String> descriptions() {
        return domains.all().stream().map(LoadedDomains::description).toList();
    }

    private static String description(Domain domain) {
        int commands = domain.streamTypes().stream()
                .mapToInt(type -> type.commands().size())
                .sum();
        return "domain " + domain.name() + " (" + Domains.origin(domain) + "): " + count(commands, "command") + ", "
                + count(domain.projections().size(), "projection") + ", "
                + count(domain.views().size(), "view");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    @Override
    public void close() {
        close(classes);
    }

    private static void close(URLClassLoader classes) {
        try {
            classes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
