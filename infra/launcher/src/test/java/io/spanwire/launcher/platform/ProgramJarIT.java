package io.spanwire.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spanwire.bus.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the program's jar has besides classes. */
class ProgramJarIT {
    private static final String LIST = "META-INF/sbom/spanwire.cdx.json";
    private static final Path JAR = Path.of("target", "spanwire.jar");

    @Test
    void partsAreListedWithTheirLicences() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assumeThat(jar.getEntry(LIST) != null || "true".equals(System.getenv("CI")))
                    .as("Maven ran offline (-o), which leaves the list out")
                    .isTrue();
            JsonNode bill = Json.parse(text(jar, LIST));
            List<String> names = new ArrayList<>();
            List<String> unlicensed = new ArrayList<>();
            for (JsonNode part : bill.path("components")) {
                names.add(part.path("name").asText());
                if (part.path("licenses").isEmpty()) {
                    unlicensed.add(part.path("purl").asText());
                }
            }

            assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
            assertThat(names).contains("vertx-core", "kafka-clients", "postgresql", "lit-html", "event-bus");
            assertThat(names).as("of tests").doesNotContain("junit-jupiter", "assertj-core", "playwright");
            assertThat(unlicensed).as("parts without a licence").isEmpty();
        }
    }

    @Test
    void licenceTextsAreKept() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(text(jar, "META-INF/LICENSE") + text(jar, "META-INF/LICENSE.txt"))
                    .contains("Apache License", "Redistribution and use in source and binary forms");
            assertThat(text(jar, "META-INF/NOTICE")).contains("Apache");
        }
    }

    private static String text(JarFile jar, String entry) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getJarEntry(entry))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
