package io.spanwire.projections;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainsHashTest {
    /** A domain that lies in a folder of classes. */
    private static final class Bare implements Domain {
        @Override
        public String name() {
            return "bare";
        }

        @Override
        public List<StreamType<?>> streamTypes() {
            return List.of();
        }
    }

    @Test
    void sameJarsHaveTheSameHashWhereverTheyLie(@TempDir Path folder) throws IOException {
        assertThat(hash(jar(folder, "one/a.jar", "bytes"))).isEqualTo(hash(jar(folder, "two/b.jar", "bytes")));
    }

    @Test
    void anotherByteOrAnotherJarBesideItIsAnotherHash(@TempDir Path folder) throws IOException {
        Path jar = jar(folder, "a.jar", "bytes");

        assertThat(List.of(hash(jar), hash(jar(folder, "b.jar", "bytez")), hash(jar, jar(folder, "c.jar", "library"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void classesInAFolderHaveAHash() {
        Domains domains = Domains.of(List.of(new Bare()));

        assertThat(DomainsHash.of(domains)).hasSize(64).isEqualTo(DomainsHash.of(domains));
    }

    private static Path jar(Path folder, String name, String bytes) throws IOException {
        Path jar = folder.resolve(name);
        Files.createDirectories(jar.getParent());
        return Files.writeString(jar, bytes);
    }

    /** Of a domain whose class was made by a loader of these jars. */
    private static String hash(Path... jars) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        InvocationHandler bare = (proxy, method, arguments) -> method.invoke(new Bare(), arguments);
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), Domain.class.getClassLoader())) {
            Domain domain = (Domain) Proxy.newProxyInstance(loader, new Class<?>[] {Domain.class}, bare);
            return DomainsHash.of(Domains.of(List.of(domain)));
        }
    }
}
